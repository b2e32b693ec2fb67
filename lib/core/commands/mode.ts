/** MODE: a room's modes, asked for and changed (RFC 2811 section 4, Modern IRC "Channel Modes"). */
import type { CommandSpec } from '../command.js';
import { refuse, reply } from '../effects.js';
import { listOf } from '../masks.js';
import { applyModes, describeModes, parseModeChanges } from '../modes.js';
import { keepRoom } from '../rooms.js';
import { isOperator, mayKnow } from '../policy.js';
import { sameName } from '../../base/casefold.js';
import { findPerson, findRoom, nextMessageId } from '../world.js';

export const mode: CommandSpec<'mode'> = {
  activity: false,
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
    const { wanted, lists, refusals } = parseModeChanges(args.changes, args.params);
    const answers = lists.map((list) => {
      return reply(from, { kind: 'room-list', room: room.name, mode: list, masks: listOf(room, list) });
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
    return [...answers, ...keepRoom(room), { kind: 'publish', rooms: [room], happening, by: from.id }];
  },
};

/** An operator may lay that down; people have no other modes, but clients ask for some at the start all the same. */
export const userMode: CommandSpec<'user-mode'> = {
  activity: false,
  run({ world, from }, { name, changes }) {
    if (findPerson(world, name) === undefined) return refuse(from, { why: 'no-such-person', name });
    if (!sameName(name, from.person.name)) return refuse(from, { why: 'not-your-modes' });
    // Most clients set +i or +w by themselves when they start; that is no mistake of their user's.
    if (changes === '' || /^[+-]?[iowsx+-]*$/.test(changes)) {
      if (/-[^+]*o/.test(changes)) from.operator = false;
      return [reply(from, { kind: 'user-modes', operator: from.operator })];
    }
    return refuse(from, { why: 'unknown-user-mode' });
  },
};
