/** RENAME: another name for a room, with all that is in it (IRCv3 draft/channel-rename). */
import { fold, sameName } from '../../base/casefold.js';
import { REASON_BYTES_MAX } from '../../base/limits.js';
import { isRoomName } from '../../base/names.js';
import { cutUtf8 } from '../../base/utf8.js';
import type { CommandSpec } from '../command.js';
import { roomConversation } from '../conversation.js';
import type { Effect } from '../effect.js';
import { refuse, reply } from '../effects.js';
import type { Change } from '../kept.js';
import { isOperator } from '../policy.js';
import { roomOf } from '../restore.js';
import { findRoom, isMainRoom, type World } from '../world.js';

export const renameRoom: CommandSpec<'rename-room'> = {
  activity: true,
  vouches: 'rename-room',
  run({ world, from }, args) {
    const room = findRoom(world, args.room);
    if (room === undefined) return refuse(from, { why: 'no-such-room', room: args.room });
    if (!room.members.has(from) && !from.operator)
      return refuse(from, { why: 'not-in-room', room: room.name });
    if (!isOperator(room, from)) return refuse(from, { why: 'not-operator', room: room.name });
    const { name: before } = room;
    const after = args.to;
    if (isMainRoom(world, room) || !isRoomName(after) || before === after)
      return refuse(from, { why: 'cannot-rename', room: before, to: after });
    const other = findRoom(world, after);
    if (other !== undefined && other !== room)
      return refuse(from, { why: 'room-name-in-use', room: before, to: after });
    room.name = after;
    world.rooms.delete(fold(before));
    world.rooms.set(fold(after), room);
    const reason = cutUtf8(args.reason, REASON_BYTES_MAX);
    if (!sameName(before, after)) moveMarkers(world, before, after);
    const told = Array.from(room.members.keys(), (member) => {
      return reply(member, {
        kind: 'room-renamed',
        by: from.person,
        me: member.person,
        before,
        room,
        reason,
      });
    });
    const moved: Change = { kind: 'room-renamed', from: before, room: roomOf(room) };
    const kept: Effect[] = room.isUsed ? [{ kind: 'keep', changes: [moved] }] : [];
    return [...kept, ...told, { kind: 'log', text: `${from.person.name} has renamed ${before} to ${after}` }];
  },
};

/** Up to where people have read goes with the room. */
function moveMarkers(world: World, before: string, after: string): void {
  const [from, to] = [roomConversation(before), roomConversation(after)];
  for (const { read } of world.sessions.values()) {
    const at = read.get(from);
    if (at !== undefined && read.delete(from)) read.set(to, at);
  }
  for (const [key, account] of world.accounts) {
    const at = account.read.get(from);
    if (at === undefined) continue;
    const read = new Map(account.read);
    read.delete(from);
    world.accounts.set(key, { ...account, read: read.set(to, at) });
  }
}
