/** Composes the server's own lines to one visitor: `:server CODE me …`. */
import { encodeAscii } from '../../base/ascii.js';
import { LINE_BYTES_MAX } from '../../base/limits.js';
import { cutUtf8 } from '../../base/utf8.js';
import { withoutControls } from '../../protocol/controls.js';
import { NUMERIC } from '../../protocol/numerics.js';
import type { Caps } from './caps.js';
import type { Surroundings } from '../dialect.js';
import { CAP_ASCII } from '../../protocol/caps.js';

export interface Answering {
  readonly surroundings: Surroundings;
  /** The visitor's name, or `*` before it has one. */
  readonly me: string;
  readonly caps: Caps;
  /** The visitor is a program, says so, and understands tags. */
  readonly bot?: boolean;
}

/** `text` goes last, as the line's trailing parameter. */
export function numeric(
  to: Answering,
  name: keyof typeof NUMERIC,
  params: readonly string[],
  text?: string,
): string {
  const line = serverLine(to, `${NUMERIC[name]} ${to.me}`, params, text);
  // "The tag SHOULD also be added by the ircd to all numerics directly caused by the bot" (IRCv3 bot-mode).
  return to.bot === true ? `@bot ${line}` : line;
}

export function serverLine(to: Answering, command: string, params: readonly string[], text?: string): string {
  let line = `:${to.surroundings.settings.server} ${command}`;
  for (const param of params) line += ` ${param}`;
  return text === undefined ? line : `${line} :${freeText(to, text)}`;
}

/** Free text as this visitor can take it. */
export function freeText({ caps }: Answering, text: string): string {
  const clean = withoutControls(text);
  return caps.has(CAP_ASCII) ? encodeAscii(clean) : clean;
}

/** A standard reply, for those who understand it (IRCv3 standard-replies). */
export function failLine(
  to: Answering,
  command: string,
  code: string,
  context: readonly string[],
  text: string,
): readonly string[] {
  return to.caps.has('standard-replies') ? [serverLine(to, 'FAIL', [command, code, ...context], text)] : [];
}

/** A standard reply beside an answer that is good, or a notice: it must be said somehow. */
export function warn(to: Answering, command: string, code: string, text: string): readonly string[] {
  if (to.caps.has('standard-replies')) return [serverLine(to, 'WARN', [command, code], text)];
  return [serverLine(to, 'NOTICE', [to.me], text)];
}

/** Bytes of a parameter that is sent back whole: what is longer asks for nothing that there is. */
const ASKED_BYTES_MAX = 360;

/** Bytes of a parameter with letters beyond ASCII that are sent back. */
const RETURNED_BYTES_MAX = 128;

/** Characters of a parameter with escapes in it that are sent back. */
const ESCAPED_MAX = 16;

/** The most of `text` that fits a line whose other bytes are `taken`; what a visitor sent comes back no longer. */
export function fitting(text: string, taken: number): string {
  return cutUtf8(text, LINE_BYTES_MAX - taken - '\r\n'.length);
}

/** A parameter in the middle of a line as it was sent, for programs that look for it; `*` where it cannot stand there. */
export function asSent(to: Answering, param: string, most = ASKED_BYTES_MAX): string {
  const isMiddle = param !== '' && !param.startsWith(':') && !param.includes(' ');
  return isMiddle ? cutUtf8(freeText(to, param), most) : '*';
}

/** A parameter in the middle of a line as it may be sent back: without spaces, not empty, of bounded length. */
export function middle({ caps }: Answering, param: string): string {
  const safe = withoutControls(param.replace(/[\s\u0000-\u0020\u007f]/g, '_').replace(/^:+/, ''));
  if (safe === '') return '*';
  if (/^[!-~]*$/.test(safe)) return safe.slice(0, 64);
  // Every escape takes eight bytes or more: fewer characters, so that the whole line stays within its 512.
  return caps.has(CAP_ASCII) ? encodeAscii(safe.slice(0, ESCAPED_MAX)) : cutUtf8(safe, RETURNED_BYTES_MAX);
}
