/** The status line: where one is, who is there, how the connection stands, what waits, and how to leave. */
import { safeText } from '../../base/safe-text.js';
import { enumeration } from '../../base/words.js';
import { has, isRoomTarget, type Session } from '../../client/session.js';
import { findRoom } from '../../client/state.js';
import { isTooLong } from '../../client/snippets.js';
import { CAP_ASCII, NOT_KEPT } from '../../protocol/caps.js';
import { SNIPPET_LINES_MAX } from '../../protocol/snippet.js';
import type { Row, Span, Style } from '../frame.js';
import type { Model } from '../model.js';
import { firstWords } from '../quotes.js';
import { THEME } from '../theme.js';
import { currentWindow } from '../windows.js';
import { MESSAGES_MAX, typedIn } from '../typed.js';
import { onItsWayHere } from '../update/sending.js';
import { typistsHere } from '../update/typing.js';
import { fitRow, rowWidth, span } from '../wrap.js';
import { shortened } from './entry-rows.js';
import { tabsHeight } from './layout.js';
import { roomsWidth } from './rooms.js';
import { markOf } from './window-label.js';

/** Screens below this get the short form of what must be said. */
const NARROW_COLUMNS = 56;

/** And below this the shortest. */
const TINY_COLUMNS = 40;

/** Of the screen from which the status line has one's own name. */
const NAMED_COLUMNS_MIN = 100;

/** Of the name of another window. */
const NAME_COLUMNS = 16;

/** Of the words that are being answered. */
const ANSWERED_COLUMNS = 24;

/** Of the screen from which there is room for the words. */
const ANSWERED_WIDTH_MIN = 76;

interface Piece {
  readonly text: string;
  readonly style: Style;
  /** What gives way first on a narrow screen has the highest number. */
  readonly rank: number;
  /** It goes on with the piece before it, and is not there without it. */
  readonly joint?: string;
}

export function statusRow(model: Model, width: number): Row {
  const pieces = [
    ...placePieces(model),
    ...linkPieces(model, width),
    ...sendingPieces(model, width),
    ...answeringPieces(model, width),
    ...typistPieces(model),
    ...hintPieces(model),
    ...typedPieces(model),
    ...windowPieces(model),
    ...rightPieces(model),
  ];
  const left = fitting(pieces, width);
  return fitRow([...left, span(' ', THEME.status)], width, THEME.status);
}

/** The most important first, as many as fit; they stand in their own order. */
function fitting(pieces: readonly Piece[], width: number): readonly Span[] {
  const all = rowOf(pieces);
  if (rowWidth(all) < width) return all;
  let kept: readonly Piece[] = [];
  for (const one of [...pieces].sort((first, second) => first.rank - second.rank)) {
    const isAlone = one.joint !== undefined && !kept.includes(pieces[pieces.indexOf(one) - 1] ?? one);
    const more = pieces.filter((other) => other === one || kept.includes(other));
    if (isAlone) continue;
    if (one.rank === 0 || rowWidth(rowOf(more)) < width) kept = more;
  }
  return rowOf(kept);
}

function rowOf(pieces: readonly Piece[]): readonly Span[] {
  return pieces.flatMap(({ text, style, joint = ' \u00b7 ' }, index) => [
    span(index === 0 ? ' ' : joint, THEME.status),
    span(text, style),
  ]);
}

/** That everybody on the network can read a room is said before all that comes and goes. */
function placePieces(model: Model): Piece[] {
  const { place } = currentWindow(model);
  const { session } = model;
  if (place === '') return [piece(session.chat.network === '' ? 'lanchat' : session.chat.network, 0)];
  if (!isRoomTarget(session, place)) return [piece(`private with ${place}`, 0)];
  const room = findRoom(session.chat, place);
  const count = room?.people.size ?? 0;
  const people = room?.inside === true ? [piece(count === 1 ? '1 person' : `${count} people`, 5)] : [];
  // Our own servers keep what is said for those who come later; of others nobody knows.
  const kept = session.isupport.has(NOT_KEPT) ? piece('not recorded', 4) : piece('recorded', 6);
  const recorded = has(session, CAP_ASCII) ? [{ ...kept, joint: ', ' }] : [];
  return [piece(place, 0), ...people, piece('open room', 3), ...recorded];
}

/** Trouble is told on the narrowest screen too, in fewer words. */
function linkPieces(model: Model, width: number): Piece[] {
  const { status, session } = model;
  const narrow = width < NARROW_COLUMNS;
  switch (status.kind) {
    case 'connected':
      return [piece(connectedText(session, width), 7)];
    case 'connecting':
      return [trouble('connecting...')];
    case 'waiting':
      return [trouble(narrow ? 'offline' : `connection lost, ${retryText(model)}`)];
    case 'idle':
      return [piece('waiting for your name', 1)];
    case 'closed':
      return [trouble(narrow ? 'offline' : 'not connected: press Enter to try again')];
  }
}

/** The name stands before the input line too; how to get help matters more on a screen of the usual width. */
function connectedText({ chat }: Session, width: number): string {
  return `connected${width < NAMED_COLUMNS_MIN ? '' : ` as ${chat.me}`}${chat.away ? ' (away)' : ''}`;
}

/** The countdown; empty while there is none. */
export function retryText({ status, now }: Model): string {
  if (status.kind !== 'waiting') return '';
  return `trying again in ${Math.max(0, Math.ceil((status.until - now) / 1000))} s`;
}

/** Flood control makes much go out slowly; who waits for that can see how much it is. */
function sendingPieces(model: Model, width: number): Piece[] {
  const sending = onItsWayHere(model);
  if (sending === null) return [];
  const { lines, canStop } = sending;
  const text = width < TINY_COLUMNS ? `${lines} to go` : `${lines} lines to go`;
  const stop = canStop && width >= TINY_COLUMNS ? ', Escape stops' : '';
  return [{ text: text + stop, style: THEME.statusUnread, rank: 1 }];
}

/** Whose message is answered is told on the narrowest screen too. */
function answeringPieces(model: Model, width: number): Piece[] {
  const { answering } = currentWindow(model);
  if (answering === null) return [];
  const words = `: ${firstWords(answering.words, ANSWERED_COLUMNS)} (Escape drops it)`;
  const text = `answering ${answering.who}${width < ANSWERED_WIDTH_MIN ? '' : words}`;
  return [{ text, style: THEME.statusUnread, rank: 1 }];
}

/** Up to three names; of more, that there are several. */
function typistPieces(model: Model): Piece[] {
  const names = typistsHere(model).map((name) => safeText(name));
  if (names.length === 0) return [];
  if (names.length > 3) return [piece('several are typing', 4)];
  return [piece(`${enumeration(names)} ${names.length === 1 ? 'is' : 'are'} typing`, 4)];
}

/** The answer to a key comes first, who has come only after what one must know. */
function hintPieces({ hint }: Model): Piece[] {
  return hint === null ? [] : [piece(hint.text.replace(/\.$/, ''), hint.comings === null ? 2 : 4)];
}

/** A paste or a long text is sent as several messages; who presses Enter knows. */
function typedPieces(model: Model): Piece[] {
  const { count, left } = typedIn(model);
  const shown = (text: string): Piece[] => [{ text, style: THEME.statusUnread, rank: 1 }];
  if (model.paste !== null)
    return isTooLong(model.paste.text) ? shown(`a snippet has ${SNIPPET_LINES_MAX} lines at most`) : [];
  if (count > MESSAGES_MAX) return shown(`too long: ${MESSAGES_MAX} messages at most`);
  if (count > 1) return shown(`Enter sends ${count} messages`);
  return left === null ? [] : shown(left === 0 ? 'this message is full' : `${left} more fit this message`);
}

/** Rooms with something new, where they have no row of their own. */
function windowPieces(model: Model): Piece[] {
  if (tabsHeight(model) > 0 || roomsWidth(model) > 0) return [];
  const urgent = model.windows.filter((window, index) => index !== model.current && window.unread > 0);
  const first = urgent.find(({ forMe }) => forMe > 0) ?? urgent[0];
  if (first === undefined) return [];
  const number = model.windows.indexOf(first) + 1;
  const name = shortened(safeText(first.place), NAME_COLUMNS);
  const more = urgent.length > 1 ? ` +${urgent.length - 1}` : '';
  return [{ text: `${number} ${name}${markOf(first)}${more}`, style: THEME.statusUnread, rank: 2 }];
}

function rightPieces(model: Model): Piece[] {
  const quit = model.quitKeysKnown ? [] : [piece('Ctrl-Q leaves', 8)];
  return [...quit, piece('F1 help', 9)];
}

function piece(text: string, rank: number): Piece {
  return { text, style: THEME.status, rank };
}

function trouble(text: string): Piece {
  return { text, style: THEME.statusTrouble, rank: 1 };
}
