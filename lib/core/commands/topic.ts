/** TOPIC: what a room is about, asked for and set (RFC 2812 section 3.2.4). */
import { TOPIC_BYTES_MAX } from '../../base/limits.js';
import { cutUtf8 } from '../../base/utf8.js';
import type { CommandSpec } from '../command.js';
import { refuse, reply } from '../effects.js';
import { isMuted } from '../mutes.js';
import { isOperator, mayKnow, speechBar } from '../policy.js';
import { setTopic } from '../topics.js';
import { findRoom } from '../world.js';

export const topic: CommandSpec<'topic'> = {
  activity: true,
  vouches: 'topic',
  run({ world, from, now }, { room: name, text }) {
    const room = findRoom(world, name);
    if (room === undefined || !mayKnow(room, from)) return refuse(from, { why: 'no-such-room', room: name });
    if (text === null) return [reply(from, { kind: 'topic', room: room.name, topic: room.topic })];
    if (!room.members.has(from) && !from.operator)
      return refuse(from, { why: 'not-in-room', room: room.name });
    if (room.modes.topicByOperators && !isOperator(room, from)) {
      return refuse(from, { why: 'not-operator', room: room.name });
    }
    const bar = isMuted(world, from, now) ? 'muted' : speechBar(room, from);
    if (bar === 'muted' || bar === 'banned' || bar === 'silenced') {
      return refuse(from, { why: 'not-operator', room: room.name, because: bar });
    }
    return setTopic(world, room, cutUtf8(text, TOPIC_BYTES_MAX), from, now);
  },
};
