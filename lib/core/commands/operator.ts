/** OPER, KILL and WALLOPS: people whom the host has given a say in every room (RFC 2812 sections 3.1.4, 3.7.1 and 4.7). */
import { REASON_BYTES_MAX } from '../../base/limits.js';
import { cutUtf8 } from '../../base/utf8.js';
import type { CommandSpec } from '../command.js';
import type { Effect } from '../effect.js';
import { refuse, reply } from '../effects.js';
import type { OperatorCheck } from '../event.js';
import { endSession } from '../sessions.js';
import { findPerson, nextMessageId, type Session } from '../world.js';

export const oper: CommandSpec<'oper'> = {
  activity: true,
  run: ({ from }, { name, password }) => [{ kind: 'check-operator', session: from.id, name, password }],
};

export function operatorChecked(from: Session, name: string, outcome: OperatorCheck): readonly Effect[] {
  switch (outcome) {
    case 'right':
      from.operator = true;
      return [
        reply(from, { kind: 'made-operator' }),
        { kind: 'log', text: `${from.person.name} (${from.address}) is an operator now, as ${name}` },
      ];
    case 'wrong':
      return refuse(from, { why: 'wrong-operator' });
    case 'none':
      return refuse(from, { why: 'no-operators' });
    case 'busy':
      return refuse(from, { why: 'too-busy', command: 'OPER' });
  }
}

export const kill: CommandSpec<'kill'> = {
  activity: true,
  run({ world, from, now }, { name, reason }) {
    if (!from.operator) return refuse(from, { why: 'not-server-operator' });
    const target = findPerson(world, name);
    if (target === undefined) return refuse(from, { why: 'no-such-person', name });
    const words = cutUtf8(reason === '' ? from.person.name : reason, REASON_BYTES_MAX);
    return [
      { kind: 'log', text: `${from.person.name} has removed ${target.person.name}: ${words}` },
      ...endSession(world, target, 'KICKED', words, 'meant', now),
    ];
  },
};

/** To all who want to hear what operators say to all: those who are `+w`. */
export const wallops: CommandSpec<'wallops'> = {
  activity: true,
  run({ world, from, now }, { text }) {
    if (!from.operator) return refuse(from, { why: 'not-server-operator' });
    const id = nextMessageId(world, now);
    const happening = { kind: 'wallops', id, at: now, who: from.person, text } as const;
    const hearers = Array.from(world.sessions.values()).filter(({ modes }) => modes.has('w'));
    return hearers.map(({ id: to }): Effect => ({ kind: 'tell', to, happening, by: null }));
  },
};
