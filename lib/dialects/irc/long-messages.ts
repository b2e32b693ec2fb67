/** Messages of several lines as they go out: in a batch, or line by line for those who do not know it (IRCv3 draft/multiline). */
import { LINE_BYTES_MAX } from '../../base/limits.js';
import { utf8Length } from '../../base/utf8.js';
import type { Message } from '../../core/happening.js';
import { CAP_MULTILINE, TAG_CONCAT } from '../../protocol/caps.js';
import { cutLine } from '../../protocol/split.js';
import { tagPrefix } from './words.js';

/** What a line of it is made of. */
export interface LineParts {
  /** `:source PRIVMSG target :` */
  readonly head: string;
  /** Of the whole message, and of each line that is not the first. */
  readonly tags: readonly string[];
  readonly moreTags: readonly string[];
  readonly text: (text: string) => string;
}

interface Piece {
  readonly text: string;
  /** It goes on with the line before. */
  readonly isContinued: boolean;
}

export function isLong({ text, joints }: Message, head: string): boolean {
  if (joints !== undefined || text.includes('\n')) return true;
  // A character is three bytes at most: nearly every message is known to be short without counting them.
  if ((head.length + text.length) * 3 + 2 <= LINE_BYTES_MAX) return false;
  return utf8Length(head) + utf8Length(text) + 2 > LINE_BYTES_MAX;
}

/** One batch, of the lines that its sender made; its name is the id of the message, which nothing else on the connection is called. */
export function asBatch(message: Message, source: string, parts: LineParts): string {
  const reference = `m${message.id}`;
  const lines = piecesOf(message.text, parts.head, message.joints).map(({ text, isContinued }) => {
    const tags = [`batch=${reference}`, ...(isContinued ? [TAG_CONCAT] : [])];
    return `${tagPrefix(tags)}${parts.head}${parts.text(text)}`;
  });
  const opening = `${tagPrefix(parts.tags)}:${source} BATCH +${reference} ${CAP_MULTILINE} ${message.target}`;
  return `${[opening, ...lines, `:${source} BATCH -${reference}`].join('\r\n')}\r\n`;
}

/** The lines that its sender made ("Fallback"), the id on the first; blank ones are left out, as nobody could take them. */
export function asLines(message: Message, { head, tags, moreTags, text: show }: LineParts): string {
  const pieces = piecesOf(message.text, head, message.joints).filter(({ text }) => text.trim() !== '');
  const lines = pieces.map(({ text }, index) => {
    const own = index === 0 ? tags : moreTags;
    return `${tagPrefix(own)}${head}${show(text)}`;
  });
  return `${lines.join('\r\n')}\r\n`;
}

function piecesOf(text: string, head: string, joints: readonly number[] = []): readonly Piece[] {
  const most = LINE_BYTES_MAX - utf8Length(head) - '\r\n'.length;
  let begin = 0;
  return text.split('\n').flatMap((line) => {
    const start = begin;
    begin += line.length + 1;
    const within = joints.map((joint) => joint - start).filter((at) => at > 0 && at < line.length);
    const parts = [0, ...within].map((at, index) => line.slice(at, within[index]));
    return parts
      .flatMap((part) => cutLine(part, most))
      .map((piece, index) => ({ text: piece, isContinued: index > 0 }));
  });
}
