/** Messages of several lines (IRCv3 draft/multiline): cut into what the server takes, sent, and put together again. */
import { safeText } from '../base/safe-text.js';
import { utf8Length } from '../base/utf8.js';
import { CAP_BATCH, CAP_MULTILINE, TAG_CONCAT } from '../protocol/caps.js';
import { formatLine, NO_TAGS, type Tags } from '../protocol/line.js';
import { cutLine } from '../protocol/split.js';

/** What a server takes as one message. */
export interface MultilineLimits {
  /** UTF-8 bytes of its text, line breaks included. */
  readonly bytes: number;
  /** Lines of the batch. */
  readonly lines: number;
}

/** Characters of one message that are read; what a server sends beyond is dropped. */
const TEXT_MAX = 65_536;

/** Null where the server takes none: `max-bytes` is required ("Capability value"). */
export function limitsOf(
  granted: ReadonlySet<string>,
  offered: ReadonlyMap<string, string>,
): MultilineLimits | null {
  if (!granted.has(CAP_MULTILINE) || !granted.has(CAP_BATCH)) return null;
  const value = offered.get(CAP_MULTILINE) ?? '';
  const bytes = numberIn(value, 'max-bytes');
  return bytes === null ? null : { bytes, lines: numberIn(value, 'max-lines') ?? Infinity };
}

function numberIn(value: string, key: string): number | null {
  const [, digits] = new RegExp(`(?:^|,)${key}=(\\d{1,9})(?:,|$)`).exec(value) ?? [];
  return digits === undefined || Number(digits) === 0 ? null : Number(digits);
}

/** The text as the messages it takes, each of as many lines as may be; `lineBytes` fit one line of a batch. */
export function multilineMessages(
  text: string,
  limits: MultilineLimits,
  lineBytes: number,
): readonly string[] {
  if (!text.includes('\n') && utf8Length(text) <= lineBytes) return text.trim() === '' ? [] : [text];
  const messages: string[] = [];
  let open = '';
  let bytes = 0;
  let lines = 0;
  const close = (): void => {
    const whole = trimmed(open);
    if (whole !== '') messages.push(whole);
    [open, bytes, lines] = ['', 0, 0];
  };
  for (const line of text.split('\n')) {
    for (const [index, piece] of cutLine(line, Math.min(lineBytes, limits.bytes)).entries()) {
      const joint = index === 0 ? '\n' : '';
      const cost = utf8Length(piece) + joint.length;
      if (lines > 0 && (bytes + cost > limits.bytes || lines === limits.lines)) close();
      open += lines === 0 ? piece : joint + piece;
      bytes += cost;
      lines += 1;
    }
  }
  close();
  return messages;
}

/** Blank lines around a text say nothing; the indentation of its first line does. */
function trimmed(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
}

/** One batch: its name, and the tags of the whole message. */
export function batchLines(
  reference: string,
  tags: Tags,
  target: string,
  text: string,
  { lineBytes, encode }: { readonly lineBytes: number; readonly encode: (text: string) => string },
): readonly string[] {
  const pieces = text
    .split('\n')
    .flatMap((line) => cutLine(line, lineBytes).map((piece, index) => ({ piece, goesOn: index > 0 })));
  return [
    formatLine({ tags, command: 'BATCH', params: [`+${reference}`, CAP_MULTILINE, target] }),
    ...pieces.map(({ piece, goesOn }) =>
      formatLine({
        tags: new Map([['batch', reference], ...(goesOn ? [[TAG_CONCAT, ''] as const] : [])]),
        command: 'PRIVMSG',
        params: [target, encode(piece)],
      }),
    ),
    formatLine({ tags: NO_TAGS, command: 'BATCH', params: [`-${reference}`] }),
  ];
}

/** A message of several lines that is being told. */
export interface Told {
  /** The line that opened it, as it came: its tags are the message's. */
  readonly opening: string;
  /** The first of its lines, as it came: who says it, and how. Empty until it has come. */
  first: string;
  text: string;
}

/** One more line of it; `goesOn`: without a line break before it. */
export function tellMore(told: Told, raw: string, text: string, goesOn: boolean): void {
  const joint = told.first === '' || goesOn ? '' : '\n';
  if (told.first === '') told.first = raw;
  if (told.text.length < TEXT_MAX) told.text = `${told.text}${joint}${text}`.slice(0, TEXT_MAX);
}

/** Harmless, with its line breaks. */
export function safeLines(text: string): string {
  return text.includes('\n') ? text.split('\n').map(safeText).join('\n') : safeText(text);
}
