/** MONITOR and its numerics (IRCv3 monitor). */
import { command } from '../../core/command.js';
import type { Reply } from '../../core/reply.js';
import type { Action } from '../dialect.js';
import { middle, numeric, type Answering } from './answer.js';
import { sourceOf } from './encode.js';
import type { Asked, Row } from './rows.js';
import { needMoreParams } from './rows.js';
import { wordLines } from './words.js';

type ReplyOf<K extends Reply['kind']> = Extract<Reply, { kind: K }>;

/** Names of one MONITOR + or -: what fits a line. */
const NAMES_MAX = 100;

const NO_PARAMS = {};

export const MONITOR_ROW: Row = {
  min: 1,
  run(asked): readonly Action[] {
    const [what = '', list = ''] = asked.params;
    switch (what.toUpperCase()) {
      case '+':
        return withNames(asked, list, (names) => command('monitor-add', { names }));
      case '-':
        return withNames(asked, list, (names) => command('monitor-remove', { names }));
      case 'C':
        return [{ kind: 'command', command: command('monitor-clear', NO_PARAMS) }];
      case 'L':
        return [{ kind: 'command', command: command('monitor-list', NO_PARAMS) }];
      case 'S':
        return [{ kind: 'command', command: command('monitor-status', NO_PARAMS) }];
      default:
        return [];
    }
  },
};

function withNames(
  asked: Asked,
  list: string,
  make: (names: readonly string[]) => ReturnType<typeof command>,
): readonly Action[] {
  const names = list.split(',').filter((name) => name !== '');
  if (names.length === 0) return needMoreParams(asked, 'MONITOR');
  return [{ kind: 'command', command: make(Array.from(new Set(names)).slice(0, NAMES_MAX)) }];
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

export function monitorFullLine(to: Answering, { limit, names }: ReplyOf<'monitor-full'>): string {
  const [first = ''] = wordLines(names.map(middle), ',');
  return numeric(to, 'ERR_MONLISTFULL', [String(limit), first], 'Monitor list is full');
}
