/** The status line: where one is, who is there, how the connection stands, what waits, and how to leave. */
import { isRoomTarget } from '../../client/session.js';
import { findRoom } from '../../client/state.js';
import type { Row, Span, Style } from '../frame.js';
import type { Model } from '../model.js';
import { THEME } from '../theme.js';
import { currentWindow } from '../windows.js';
import { fitRow, rowWidth, span } from '../wrap.js';

interface Piece {
  readonly text: string;
  readonly style: Style;
  /** What gives way first on a narrow screen has the highest number. */
  readonly rank: number;
}

export function statusRow(model: Model, width: number): Row {
  const left = fitting(
    [...placePieces(model), ...linkPieces(model), ...windowPieces(model), ...rightPieces(model)],
    width,
  );
  return fitRow([...left, span(' ', THEME.status)], width, THEME.status);
}

/** Leaves out the least important until the rest fits. */
function fitting(pieces: readonly Piece[], width: number): readonly Span[] {
  let kept = [...pieces];
  for (;;) {
    const row = kept.flatMap((piece, index) => [
      span(index === 0 ? ' ' : ' \u00b7 ', THEME.status),
      span(piece.text, piece.style),
    ]);
    const highest = Math.max(...kept.map((piece) => piece.rank));
    if (rowWidth(row) < width || highest === 0) return row;
    kept = kept.filter((piece) => piece.rank !== highest);
  }
}

function placePieces(model: Model): Piece[] {
  const { place } = currentWindow(model);
  const { session } = model;
  if (place === '') return [piece(session.chat.network === '' ? 'lanchat' : session.chat.network, 0)];
  if (!isRoomTarget(session, place)) return [piece(`private with ${place}`, 0)];
  const room = findRoom(session.chat, place);
  const count = room?.people.size ?? 0;
  const people = room?.inside === true ? [piece(count === 1 ? '1 person' : `${count} people`, 3)] : [];
  return [piece(place, 0), ...people, piece('open room, recorded', 6)];
}

function linkPieces(model: Model): Piece[] {
  const { status, session } = model;
  switch (status.kind) {
    case 'connected':
      return [piece(`connected as ${session.chat.me}${session.chat.away ? ' (away)' : ''}`, 4)];
    case 'connecting':
      return [trouble('connecting...')];
    case 'waiting':
      return [trouble(`connection lost, ${retryText(model)}`)];
    case 'idle':
      return [piece('waiting for your name', 1)];
    case 'closed':
      return [trouble('not connected: press Enter to try again')];
  }
}

/** The countdown; empty while there is none. */
export function retryText({ status, now }: Model): string {
  if (status.kind !== 'waiting') return '';
  return `trying again in ${Math.max(0, Math.ceil((status.until - now) / 1000))} s`;
}

/** The other windows with something new, by their numbers; with a single window there is nothing to say. */
function windowPieces(model: Model): Piece[] {
  const others = model.windows.flatMap((window, index) => {
    if (index === model.current) return [];
    const unread = window.forMe > 0 ? `(${window.unread}!)` : window.unread > 0 ? `(${window.unread})` : '';
    return [{ text: `${index + 1}:${window.place}${unread}`, loud: window.forMe > 0 }];
  });
  if (others.length === 0) return [];
  const style = others.some((one) => one.loud) ? THEME.statusUnread : THEME.status;
  return [{ text: others.map((one) => one.text).join(' '), style, rank: 2 }];
}

function rightPieces(model: Model): Piece[] {
  const { count, forMe } = currentWindow(model).timeline.newBelow;
  const pieces: Piece[] = [];
  if (!currentWindow(model).timeline.isFollowing) {
    const mine = forMe > 0 ? `, ${forMe} for you` : '';
    const text = count > 0 ? `${count} new${mine} below: Ctrl-End` : 'scrolled: Ctrl-End for the newest';
    pieces.push({ text, style: THEME.statusUnread, rank: 1 });
  }
  if (!model.quitKeysKnown) pieces.push(piece('Ctrl-Q leaves', 5));
  return [...pieces, piece('F1 help', 7)];
}

function piece(text: string, rank: number): Piece {
  return { text, style: THEME.status, rank };
}

function trouble(text: string): Piece {
  return { text, style: THEME.statusTrouble, rank: 1 };
}
