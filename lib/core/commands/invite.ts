/** INVITE: opens a room's door for one person (RFC 2812 section 3.2.7); without arguments, the invitations one has. */
import { ROOM_LIST_MAX } from '../../base/limits.js';
import type { CommandSpec } from '../command.js';
import type { Effect } from '../effect.js';
import { refuse, reply } from '../effects.js';
import { isOperator, mayKnow } from '../policy.js';
import { findPerson, findRoom, nextMessageId } from '../world.js';

export const invite: CommandSpec<'invite'> = {
  activity: true,
  run({ world, from, now }, args) {
    const room = findRoom(world, args.room);
    if (room === undefined || !mayKnow(room, from)) {
      return refuse(from, { why: 'no-such-room', room: args.room });
    }
    if (!room.members.has(from) && !from.operator)
      return refuse(from, { why: 'not-in-room', room: room.name });
    const byOperator = isOperator(room, from);
    if (room.modes.inviteOnly && !byOperator) {
      return refuse(from, { why: 'not-operator', room: room.name });
    }
    const guest = findPerson(world, args.name);
    if (guest === undefined) return refuse(from, { why: 'no-such-person', name: args.name });
    const name = guest.person.name;
    if (room.members.has(guest)) return refuse(from, { why: 'already-in-room', name, room: room.name });
    const before = room.invited.get(guest);
    if (before === undefined && room.invited.size >= ROOM_LIST_MAX) {
      return refuse(from, { why: 'list-full', room: room.name, mask: name, mode: 'I' });
    }
    room.invited.set(guest, { byOperator: byOperator || before?.byOperator === true });
    const id = nextMessageId(world, now);
    const told = { kind: 'invited', id, at: now, who: from.person, room: room.name, name } as const;
    const away: Effect[] =
      guest.away === null ? [] : [reply(from, { kind: 'they-are-away', name, message: guest.away })];
    return [
      reply(from, { kind: 'inviting', name, room: room.name }),
      ...away,
      { kind: 'tell', to: guest.id, happening: { ...told, notice: false }, by: from.id },
      { kind: 'publish', rooms: [room], happening: { ...told, notice: true }, by: from.id },
    ];
  },
};

export const invitations: CommandSpec<'invitations'> = {
  activity: false,
  run({ world, from }) {
    const rooms = Array.from(world.rooms.values()).filter((room) => room.invited.has(from));
    return [reply(from, { kind: 'invitations', rooms: rooms.map((room) => room.name) })];
  },
};
