/** The parameters of CHATHISTORY and MARKREAD, read strictly (IRCv3 draft/chathistory, "CHATHISTORY Command"). */
import type { Millis } from '../../base/result.js';
import type { Position, Which } from '../../core/question.js';

export type HistoryAsked =
  | { readonly kind: 'page'; readonly target: string; readonly which: Which; readonly limit: number }
  | { readonly kind: 'targets'; readonly from: Millis; readonly to: Millis; readonly limit: number }
  /** `given` are the parameters that were not understood, for the answer. */
  | { readonly kind: 'bad'; readonly given: readonly string[]; readonly text: string };

/** How many parameters each takes, itself among them. */
const PARAMETERS: ReadonlyMap<string, number> = new Map([
  ['LATEST', 4],
  ['BEFORE', 4],
  ['AFTER', 4],
  ['AROUND', 4],
  ['BETWEEN', 5],
  ['TARGETS', 4],
]);

export function parseHistory(params: readonly string[]): HistoryAsked {
  const [first = ''] = params;
  const subcommand = first.toUpperCase();
  const count = PARAMETERS.get(subcommand);
  if (first === '') return bad([], 'Insufficient parameters');
  if (count === undefined) return bad([first], 'Unknown command');
  if (params.length < count) return bad([subcommand], 'Insufficient parameters');
  if (params.length > count) return bad([subcommand], 'Too many parameters');
  const limitText = params[count - 1] ?? '';
  const limit = parseLimit(limitText);
  if (limit === null) return bad([subcommand, limitText], 'The limit is a number from 1 up');
  return subcommand === 'TARGETS' ? parseTargets(params, limit) : parsePage(subcommand, params, limit);
}

function bad(given: readonly string[], text: string): HistoryAsked {
  return { kind: 'bad', given, text };
}

/** More than the most there is means the most; null where it is no number from 1 up. */
export function parseLimit(text: string): number | null {
  return /^0*[1-9][0-9]{0,8}$/.test(text) ? Number(text) : null;
}

function parseTargets(
  [subcommand = '', one = '', other = '']: readonly string[],
  limit: number,
): HistoryAsked {
  const [from, to] = [parseTimestamp(one), parseTimestamp(other)];
  if (from === null) return bad([subcommand.toUpperCase(), one], 'Invalid timestamp');
  if (to === null) return bad([subcommand.toUpperCase(), other], 'Invalid timestamp');
  return { kind: 'targets', from, to, limit };
}

function parsePage(subcommand: string, params: readonly string[], limit: number): HistoryAsked {
  const [, target = '', one = '', other = ''] = params;
  const which = parseWhich(subcommand, one, other);
  return typeof which === 'string'
    ? bad([subcommand, which], 'That is neither timestamp=YYYY-MM-DDThh:mm:ss.sssZ nor msgid=…')
    : { kind: 'page', target, which, limit };
}

/** The selector itself where it is none. */
function parseWhich(subcommand: string, one: string, other: string): Which | string {
  if (subcommand === 'LATEST' && one === '*') return { kind: 'latest', after: null };
  const at = parsePosition(one);
  if (at === null) return one;
  switch (subcommand) {
    case 'LATEST':
      return { kind: 'latest', after: at };
    case 'BEFORE':
      return { kind: 'before', at };
    case 'AFTER':
      return { kind: 'after', at };
    case 'AROUND':
      return { kind: 'around', at };
    default: {
      const to = parsePosition(other);
      return to === null ? other : { kind: 'between', from: at, to };
    }
  }
}

function parsePosition(text: string): Position | null {
  if (text.startsWith('msgid=')) {
    const id = text.slice('msgid='.length);
    return id === '' ? null : { by: 'id', id };
  }
  const at = parseTimestamp(text);
  return at === null ? null : { by: 'time', at };
}

/** `timestamp=2026-11-23T10:00:00.123Z`. */
export function parseTimestamp(text: string): Millis | null {
  return text.startsWith('timestamp=') ? parseTime(text.slice('timestamp='.length)) : null;
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;

/** The form of IRCv3 server-time; programs that leave out the milliseconds are understood. */
export function parseTime(text: string): Millis | null {
  if (!TIME.test(text)) return null;
  const at = Date.parse(text);
  // No month has a day that moves on into the next one.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 19) !== text.slice(0, 19) ? null : at;
}
