/** MODE: a room's modes, asked for and changed (RFC 2811 section 4, Modern IRC "Channel Modes"). */
import type { CommandSpec } from '../command.js';
import { publishIn, refuse, reply } from '../effects.js';
import { applyModes, describeModes, listOf, parseModeChanges, spell, type ModeChange } from '../modes.js';
import { keepRoom } from '../rooms.js';
import { isOperator, mayKnow } from '../policy.js';
import { sameName } from '../../base/casefold.js';
import { findPerson, findRoom, nextMessageId, type Session, type UserMode, type World } from '../world.js';

export const mode: CommandSpec<'mode'> = {
  activity: false,
  vouches: 'mode',
  run({ world, from, now }, args) {
    const room = findRoom(world, args.room);
    if (room === undefined || !mayKnow(room, from)) {
      return refuse(from, { why: 'no-such-room', room: args.room });
    }
    const isMember = from.operator || room.members.has(from);
    if (args.changes === '') {
      const { changes, params } = describeModes(room, isMember);
      return [
        reply(from, { kind: 'room-modes', room: room.name, changes, params, createdAt: room.createdAt }),
      ];
    }
    const { wanted, queries, refusals } = parseModeChanges(args.changes, args.params);
    const answers = queries.map((list) => {
      return reply(from, { kind: 'room-list', room: room.name, list, masks: listOf(room, list) });
    });
    if (wanted.length > 0 && !isOperator(room, from)) {
      return [...answers, ...refuse(from, { why: 'not-operator', room: room.name })];
    }
    answers.push(...refusals.map((refusal) => reply(from, { kind: 'refused', refusal })));
    if (wanted.length === 0) return answers;
    const outcome = applyModes(world, room, wanted, from.person, now);
    answers.push(...outcome.refusals.map((refusal) => reply(from, { kind: 'refused', refusal })));
    if (outcome.changes === '') return answers;
    const { changes, params } = outcome;
    const id = nextMessageId(world, now);
    const happening = {
      kind: 'modes',
      id,
      at: now,
      who: from.person,
      room: room.name,
      changes,
      params,
    } as const;
    return [...answers, ...keepRoom(room), ...publishIn(room, happening, from)];
  },
};

/** `i`, `w` and `B` of oneself, and `-o`; `+o` is OPER's to give (RFC 2812 section 3.1.5). */
export const userMode: CommandSpec<'user-mode'> = {
  activity: false,
  run({ world, from }, { name, changes }) {
    if (findPerson(world, name) === undefined) return refuse(from, { why: 'no-such-person', name });
    if (!sameName(name, from.person.name)) return refuse(from, { why: 'not-your-modes' });
    if (changes === '') return [reply(from, { kind: 'user-modes', modes: userModes(from) })];
    const done: ModeChange[] = [];
    let isUnknown = false;
    let set = true;
    for (const mode of changes) {
      if (mode === '+' || mode === '-') set = mode === '+';
      else if (!/^[iwBosx]$/.test(mode)) isUnknown = true;
      else if (changed(world, from, mode, set)) done.push({ set, mode, param: '' });
    }
    const told =
      done.length === 0 ? [] : [reply(from, { kind: 'user-modes-changed', changes: spell(done).changes })];
    return isUnknown ? [...told, ...refuse(from, { why: 'unknown-user-mode' })] : told;
  },
};

/** Clients set `s` and `x` by themselves when they start: no mistake of their user's, and nothing here. */
function changed(world: World, session: Session, letter: string, set: boolean): boolean {
  if (letter === 'o') {
    if (set || !session.operator) return false;
    session.operator = false;
    return true;
  }
  if (letter === 's' || letter === 'x') return false;
  const mode = letter as UserMode;
  if (session.modes.has(mode) === set) return false;
  if (set) {
    session.modes.add(mode);
    world.marked.add(session);
  } else session.modes.delete(mode);
  if (mode === 'B') {
    const { name, user, host, account } = session.person;
    session.person = { name, user, host, account, ...(set ? { bot: true } : {}) };
  }
  return true;
}

function userModes({ modes, operator }: Session): string {
  return `+${[...modes].sort().join('')}${operator ? 'o' : ''}`;
}
