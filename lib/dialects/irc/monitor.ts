/** MONITOR and its numerics (IRCv3 monitor). */
import type { Reply } from '../../core/reply.js';
import type { Action } from '../dialect.js';
import { middle, numeric, type Answering } from './answer.js';
import { sourceOf } from './encode.js';
import { ask, listed, needMoreParams, NO_PARAMS, type Asked, type Row } from './rows.js';
import { wordLines } from './words.js';

type ReplyOf<K extends Reply['kind']> = Extract<Reply, { kind: K }>;

/** Names of one MONITOR + or -: what fits a line. */
const NAMES_MAX = 100;

export const MONITOR_ROW: Row = {
  min: 1,
  run(asked): readonly Action[] {
    const [what = '', list = ''] = asked.params;
    switch (what.toUpperCase()) {
      case '+':
        return withNames(asked, list, 'monitor-add');
      case '-':
        return withNames(asked, list, 'monitor-remove');
      case 'C':
        return [ask('monitor-clear', NO_PARAMS)];
      case 'L':
        return [ask('monitor-list', NO_PARAMS)];
      case 'S':
        return [ask('monitor-status', NO_PARAMS)];
      default:
        return [];
    }
  },
};

function withNames(asked: Asked, list: string, verb: 'monitor-add' | 'monitor-remove'): readonly Action[] {
  const names = listed(list, NAMES_MAX);
  return names.length === 0 ? needMoreParams(asked, 'MONITOR') : [ask(verb, { names })];
}

export function monitoredLines(to: Answering, { online, offline }: ReplyOf<'monitored'>): readonly string[] {
  return [
    ...wordLines(online.map(sourceOf), ',').map((names) => numeric(to, 'RPL_MONONLINE', [], names)),
    ...wordLines(offline, ',').map((names) => numeric(to, 'RPL_MONOFFLINE', [], names)),
  ];
}

export function monitorListLines(to: Answering, names: readonly string[]): readonly string[] {
  return [
    ...wordLines(names, ',').map((some) => numeric(to, 'RPL_MONLIST', [], some)),
    numeric(to, 'RPL_ENDOFMONLIST', [], 'End of MONITOR list'),
  ];
}

/** Every name that has no place, as it was sent: in as many lines as that takes. */
export function monitorFullLines(
  to: Answering,
  { limit, names }: ReplyOf<'monitor-full'>,
): readonly string[] {
  const sent = names.map((name) => middle(to, name));
  return wordLines(sent, ',').map((some) =>
    numeric(to, 'ERR_MONLISTFULL', [String(limit), some], 'Monitor list is full'),
  );
}
