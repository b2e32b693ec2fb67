/** SEARCH: words looked for in one conversation (soju.im/search). */
import { decodeAscii } from '../../base/ascii.js';
import { HISTORY_SHOWN_MAX } from '../../base/limits.js';
import type { CommandArgs } from '../../core/command.js';
import { CAP_ASCII, CAP_SEARCH } from '../../protocol/caps.js';
import { withoutControls } from '../../protocol/controls.js';
import { unescapeTagValue } from '../../protocol/tags.js';
import type { Action } from '../dialect.js';
import { middle, serverLine } from './answer.js';
import { parseLimit, parseTime } from './history-params.js';
import { ask, type Asked, type Row } from './rows.js';
import { answering } from './visitor.js';

export const SEARCH_ROW: Row = { min: 0, needs: CAP_SEARCH, run: search };

type Wanted = CommandArgs['history-search'];

function search(asked: Asked): readonly Action[] {
  const { visitor, params, me } = asked;
  const decode = visitor.caps.has(CAP_ASCII) ? decodeAscii : (text: string) => text;
  const wanted = parseSearch(params[0] ?? '', (value) => decode(withoutControls(value)));
  if (typeof wanted !== 'string') return [ask('history-search', wanted)];
  const to = answering(visitor, me);
  const context = ['SEARCH', 'INVALID_PARAMS', middle(to, wanted)];
  const text = 'A search is in=CHANNEL;text=WORDS and, if you like, from=, after=, before= and limit=';
  return [{ kind: 'send', lines: [serverLine(to, 'FAIL', context, text)] }];
}

/**
 * Attributes as in message tags: `in=#lobby;text=red\sapple`. Returns the name of the attribute that is missing or
 * not understood; one that is not known would be a wish not granted.
 */
export function parseSearch(text: string, decode: (value: string) => string): Wanted | string {
  const wanted = { target: '', words: '', from: null, after: null, before: null, limit: HISTORY_SHOWN_MAX };
  const found: { -readonly [Key in keyof Wanted]: Wanted[Key] } = wanted;
  for (const item of text.split(';')) {
    const equals = item.indexOf('=');
    const key = equals === -1 ? item : item.slice(0, equals);
    const value = equals === -1 ? '' : decode(unescapeTagValue(item.slice(equals + 1)));
    if (key !== '' && !take(found, key, value)) return key;
  }
  return found.target === '' ? 'in' : found;
}

/** False where the attribute is not known, or not of its form. Both times are of the messages wanted: the store's are not. */
function take(found: { -readonly [Key in keyof Wanted]: Wanted[Key] }, key: string, value: string): boolean {
  switch (key) {
    case 'in':
      found.target = value;
      return true;
    case 'from':
      found.from = value;
      return value !== '';
    case 'text':
      found.words = value.trim();
      return true;
    case 'after':
    case 'before': {
      const at = parseTime(value);
      if (at !== null) found[key] = key === 'after' ? at - 1 : at + 1;
      return at !== null;
    }
    case 'limit': {
      const limit = parseLimit(value);
      if (limit !== null) found.limit = limit;
      return limit !== null;
    }
    default:
      return false;
  }
}
