/** Parses and serialises one IRC line (RFC 1459 section 2.3.1, Modern IRC "Message Format", IRCv3 message-tags). */
import { escapeTagValue, unescapeTagValue } from './tags.js';

/** A tag without a value and a tag with an empty value are the same thing: the empty string (IRCv3 message-tags). */
export type Tags = ReadonlyMap<string, string>;

export interface IrcLine {
  readonly tags: Tags;
  /** The sender, without the leading colon; absent on most lines from clients. */
  readonly source?: string;
  /** As sent: not changed to upper case. */
  readonly command: string;
  readonly params: readonly string[];
}

export const NO_TAGS: Tags = new Map();

/**
 * Parses one line without its line ending. Returns null where there is no command; never throws.
 * Spaces between the parts may be repeated, as Modern IRC tells servers to accept.
 */
export function parseLine(line: string): IrcLine | null {
  let at = 0;
  let tags = NO_TAGS;
  let source: string | undefined;
  if (line.startsWith('@')) {
    const end = line.indexOf(' ');
    if (end === -1) return null;
    tags = parseTags(line.slice(1, end));
    at = skipSpaces(line, end);
  }
  if (line.startsWith(':', at)) {
    const end = line.indexOf(' ', at);
    if (end === -1) return null;
    source = line.slice(at + 1, end);
    at = skipSpaces(line, end);
  }
  const commandEnd = wordEnd(line, at);
  const command = line.slice(at, commandEnd);
  if (command === '') return null;
  const params = parseParams(line, commandEnd);
  return source === undefined ? { tags, command, params } : { tags, source, command, params };
}

function parseParams(line: string, start: number): string[] {
  const params: string[] = [];
  let at = skipSpaces(line, start);
  while (at < line.length) {
    if (line.startsWith(':', at)) {
      params.push(line.slice(at + 1));
      break;
    }
    const end = wordEnd(line, at);
    params.push(line.slice(at, end));
    at = skipSpaces(line, end);
  }
  return params;
}

function parseTags(text: string): Tags {
  const tags = new Map<string, string>();
  for (const item of text.split(';')) {
    const equals = item.indexOf('=');
    const key = equals === -1 ? item : item.slice(0, equals);
    if (key !== '') tags.set(key, equals === -1 ? '' : unescapeTagValue(item.slice(equals + 1)));
  }
  return tags;
}

/**
 * Serialises a line without its line ending. The last parameter gets a colon where it needs one.
 * What came out of `parseLine` comes back the same; the parts themselves are the caller's to keep legal.
 */
export function formatLine(line: {
  readonly tags?: Tags;
  readonly source?: string;
  readonly command: string;
  readonly params: readonly string[];
}): string {
  const source = line.source === undefined ? '' : `:${line.source} `;
  return `${formatTags(line.tags ?? NO_TAGS)}${source}${line.command}${formatParams(line.params)}`;
}

/** The tag part of a line with its trailing space, or the empty string where there are no tags. */
export function formatTags(tags: Tags): string {
  if (tags.size === 0) return '';
  const items: string[] = [];
  for (const [key, value] of tags) items.push(value === '' ? key : `${key}=${escapeTagValue(value)}`);
  return `@${items.join(';')} `;
}

function formatParams(params: readonly string[]): string {
  let text = '';
  params.forEach((param, index) => {
    const last = index === params.length - 1;
    text += last && needsColon(param) ? ` :${param}` : ` ${param}`;
  });
  return text;
}

function needsColon(param: string): boolean {
  return param === '' || param.startsWith(':') || param.includes(' ');
}

function skipSpaces(line: string, from: number): number {
  let at = from;
  while (at < line.length && line.charCodeAt(at) === 32) at += 1;
  return at;
}

function wordEnd(line: string, from: number): number {
  const space = line.indexOf(' ', from);
  return space === -1 ? line.length : space;
}
