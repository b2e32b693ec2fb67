/** What Enter would send of what is typed: in how many messages, and where one ends before one's eyes. */
import { utf8Length } from '../base/utf8.js';
import { actsOf } from '../client/commands.js';
import { bytesOfOne, messagesOf } from '../client/requests.js';
import { editorText } from './editor.js';
import type { Model } from './model.js';
import { currentWindow } from './windows.js';

/** Messages sent by one Enter: a screenful and more, but not a file that was pasted by mistake. */
export const MESSAGES_MAX = 50;

/** Characters up to which a line is one message whatever is in it. */
const ONE_MESSAGE_CHARS = 100;

/** Bytes of one message at a server that takes single lines only: it takes fewer. */
const LINE_BYTES = 512;

/** Bytes left in a message from which one is told of them. */
const TOLD_BYTES = 60;

export interface Typed {
  /** Messages that Enter would send; more than `MESSAGES_MAX` are not counted. */
  readonly count: number;
  /** Offsets in the text where a message begins though no line does. */
  readonly cuts: readonly number[];
  /** UTF-8 bytes that the only message still has room for, when they are few; else null. */
  readonly left: number | null;
}

const ONE: Typed = { count: 1, cuts: [], left: null };

/** Of the text that was looked at last: two parts of a frame ask for it. */
const known = new WeakMap<readonly string[], { readonly of: string; readonly typed: Typed }>();

export function typedIn(model: Model): Typed {
  const { editor, place } = currentWindow(model);
  const { chat, multiline } = model.session;
  const of = `${place} ${chat.mask ?? ''} ${multiline?.bytes ?? 0}`;
  const found = known.get(editor.cells);
  if (found?.of === of) return found.typed;
  const typed = lookAt(model, place, editorText(editor));
  known.set(editor.cells, { of, typed });
  return typed;
}

function lookAt(model: Model, place: string, text: string): Typed {
  if (text.length <= ONE_MESSAGE_CHARS && !text.includes('\n')) return ONE;
  const { multiline } = model.session;
  if (text.length > MESSAGES_MAX * (multiline?.bytes ?? LINE_BYTES))
    return { ...ONE, count: MESSAGES_MAX + 1 };
  const says = actsOf(model.session, place, text).filter((act) => act.kind === 'say');
  const pieces = says.flatMap((act) => messagesOf(model.session, act));
  const [act] = says;
  if (act === undefined || pieces.length > 1)
    return { count: pieces.length, cuts: cutsIn(text, pieces), left: null };
  const left = bytesOfOne(model.session, act) - utf8Length(act.text);
  return { count: 1, cuts: [], left: left >= 0 && left < TOLD_BYTES ? left : null };
}

/** Where each piece but the first begins, unless there is a line break before it, which shows it already. */
function cutsIn(text: string, pieces: readonly string[]): readonly number[] {
  const cuts: number[] = [];
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    const start = text.indexOf(piece, at);
    if (start === -1) break;
    if (index > 0 && !text.slice(at, start).includes('\n')) cuts.push(start);
    at = start + piece.length;
  }
  return cuts;
}
