/** OPER, KILL, REHASH and WALLOPS: people whom the host has given a say in every room (RFC 2812 sections 3.1.4, 3.7.1, 4.2 and 4.7). */
import { sameName } from '../../base/casefold.js';
import { LINE_BYTES_MAX, REASON_BYTES_MAX } from '../../base/limits.js';
import { cutUtf8, utf8Length } from '../../base/utf8.js';
import type { CommandSpec } from '../command.js';
import type { Effect } from '../effect.js';
import { refuse, reply } from '../effects.js';
import type { OperatorCheck } from '../event.js';
import { removeSession } from '../sessions.js';
import { findPerson, makeOperator, nextMessageId, type Session, type World } from '../world.js';

export const oper: CommandSpec<'oper'> = {
  activity: true,
  run: ({ from }, { name, password }) => [{ kind: 'check-operator', session: from.id, name, password }],
};

export function operatorChecked(
  world: World,
  from: Session,
  name: string,
  outcome: OperatorCheck,
): readonly Effect[] {
  switch (outcome) {
    case 'right': {
      const again = from.operator;
      makeOperator(world, from);
      return [
        reply(from, { kind: 'made-operator', again }),
        { kind: 'log', text: `${from.person.name} (${from.address}) is an operator now, as ${name}` },
      ];
    }
    case 'wrong':
      return refuse(from, { why: 'wrong-operator' });
    case 'none':
      return refuse(from, { why: 'no-operators' });
    case 'busy':
      return refuse(from, { why: 'too-busy', command: 'OPER', name: from.person.name });
  }
}

export const kill: CommandSpec<'kill'> = {
  activity: true,
  run({ world, from, now }, { name, reason }) {
    if (!from.operator) return refuse(from, { why: 'not-server-operator' });
    const target = findPerson(world, name);
    if (sameName(name, world.settings.server)) return refuse(from, { why: 'is-the-server' });
    if (target === undefined) return refuse(from, { why: 'no-such-person', name });
    const { person: killer } = from;
    const killed = target.person.name;
    const words = cutUtf8(reason === '' ? killer.name : reason, REASON_BYTES_MAX);
    const id = nextMessageId(world, now);
    const happening = { kind: 'killed', id, at: now, who: killer, name: killed, reason: words } as const;
    const quit = `Killed (${killer.name} (${words}))`;
    const left = removeSession(world, target, quit, 'meant', now);
    return [
      { kind: 'log', text: `${killer.name} has removed ${killed}: ${words}` },
      { kind: 'tell', to: target.id, happening, by: null },
      ...left.flatMap((effect) => alsoTo(target, effect)),
      ...left,
      { kind: 'close', session: target.id, code: 'KICKED', text: words, quit },
    ];
  },
};

/** Whoever is killed reads the QUIT that the others read (Modern IRC, "KILL message"). */
function alsoTo(killed: Session, effect: Effect): readonly Effect[] {
  if (effect.kind !== 'publish' || effect.happening.kind !== 'quit') return [];
  return [{ kind: 'tell', to: killed.id, happening: { ...effect.happening, own: true }, by: null }];
}

/** What the host has written into files is read again; what came of it is told when it was. */
export const rehash: CommandSpec<'rehash'> = {
  activity: true,
  run({ from }) {
    if (!from.operator) return refuse(from, { why: 'not-server-operator' });
    return [
      reply(from, { kind: 'rehashing' }),
      { kind: 'log', text: `${from.person.name} asks for the files to be read again` },
      { kind: 'read-files', session: from.id },
    ];
  },
};

/** To all who want to hear what operators say to all: those who are `+w`. */
export const wallops: CommandSpec<'wallops'> = {
  activity: true,
  run({ world, from, now }, { text }) {
    if (!from.operator) return refuse(from, { why: 'not-server-operator' });
    const { name, user, host } = from.person;
    if (`:${name}!${user}@${host} WALLOPS :\r\n`.length + utf8Length(text) > LINE_BYTES_MAX)
      return refuse(from, { why: 'text-too-long' });
    const id = nextMessageId(world, now);
    const happening = { kind: 'wallops', id, at: now, who: from.person, text } as const;
    const hearers = Array.from(world.sessions.values()).filter(({ modes }) => modes.has('w'));
    return hearers.map(({ id: to }): Effect => ({ kind: 'tell', to, happening, by: null }));
  },
};
