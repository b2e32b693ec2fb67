/** Makes text from outside harmless before it reaches a terminal, a title or a log (docs/security.md). */
import type { Brand } from './result.js';

/** Text that a terminal only shows: no control, no escape sequence, no invisible direction mark. Made by `safeText` alone. */
export type SafeText = Brand<string, 'SafeText'>;

/** Marks stacked on one character beyond which they are dropped: they would climb over the lines above. */
const MARKS_MAX = 16;

/** Shown where text had a line break, so that it can never begin a line of its own. */
export const LINE_BREAK_SIGN = '\u23ce';

/** ASCII and the other letters and signs of Latin: nothing is invisible, and nothing is put upon what is before it. */
const PLAIN_LATIN = /^[ -~\u00a1-\u00ac\u00ae-\u02ff]*$/;

/** CSI; OSC, DCS, SOS, PM and APC strings up to their end or the end of the text; two-byte escapes. 7-bit and C1 forms. */
const ESCAPE_SEQUENCES =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]?/g;

/** Takes escape sequences out whole, so that no stray `[2J` is left of them. */
export function withoutEscapes(text: string): string {
  return text.replace(ESCAPE_SEQUENCES, '');
}

/** mIRC colours with their digits, hex colours, and the signs for bold, italics and so on. */
const IRC_FORMATTING =
  /\u0003(?:[0-9]{1,2}(?:,[0-9]{1,2})?)?|\u0004(?:[0-9A-Fa-f]{6})?|[\u0002\u000f\u0011\u0016\u001d-\u001f]/g;

const LINE_BREAKS = /\r\n|[\r\n\u0085\u2028\u2029]/g;

/** C0, DEL, C1, soft hyphen, zero-width space, direction marks and overrides, invisible operators, BOM, annotations, tags. */
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]|\u034f|\u17b4|\u17b5/gu;

const LONE_SURROGATES = /\p{Surrogate}/gu;

const MANY_MARKS = new RegExp(`(\\p{M}{${MARKS_MAX}})\\p{M}+`, 'gu');

/** Harmless text comes back as it is; applying it twice changes nothing more. */
export function safeText(text: string): SafeText {
  if (PLAIN_LATIN.test(text)) return text as SafeText;
  const visible = withoutEscapes(text)
    .replace(IRC_FORMATTING, '')
    .replace(/\t/g, ' ')
    .replace(LINE_BREAKS, LINE_BREAK_SIGN)
    .replace(INVISIBLE, '')
    .replace(LONE_SURROGATES, '\ufffd')
    .replace(MANY_MARKS, '$1');
  return visible as SafeText;
}

/** A piece of harmless text is harmless. */
export function safeSlice(text: SafeText, start: number, end?: number): SafeText {
  return text.slice(start, end) as SafeText;
}

/** Harmless texts one after the other are harmless. */
export function safeJoin(texts: readonly SafeText[], separator = ''): SafeText {
  return texts.join(safeText(separator)) as SafeText;
}
