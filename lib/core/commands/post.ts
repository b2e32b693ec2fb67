/** PRIVMSG, NOTICE and TAGMSG: speaks to a room or to one person (RFC 2812 section 3.3, IRCv3 message-tags). */
import { LINE_BYTES_MAX, MULTILINE_BYTES_MAX } from '../../base/limits.js';
import { sameName } from '../../base/casefold.js';
import { utf8Length } from '../../base/utf8.js';
import type { CommandSpec, Context } from '../command.js';
import type { Effect } from '../effect.js';
import { publishIn, refuse, reply } from '../effects.js';
import type { Message, Post } from '../happening.js';
import { privateConversation } from '../conversation.js';
import { isMuted } from '../mutes.js';
import { speechBar } from '../policy.js';
import { useRoom } from '../rooms.js';
import { reactionOf } from '../told.js';
import type { Refusal } from '../refusal.js';
import { signTooMany } from '../signs.js';
import { findPerson, findRoom, nextMessageId, type Membership, type Room, type Session } from '../world.js';

export const post: CommandSpec<'post'> = {
  // Tags alone are sent by programs, also while nobody sits before them: a receipt is no sign of life.
  activity: false,
  run(context, args) {
    const { world, from, now } = context;
    if (args.as !== 'tags') from.activeAt = now;
    const tooMany = signTooMany(from, args, now);
    if (tooMany === 'typing') return [];
    if (tooMany === 'reaction') return refuse(from, { why: 'too-many-signs', target: args.target });
    if (args.again && args.clientId !== null) return [{ kind: 'look-up', session: from.id, args }];
    const problem = textProblem(args, from);
    if (problem !== null) return refuseUnlessNotice(from, args, problem);
    const { rank, name } = roomTarget(args.target);
    if (name !== '') {
      const room = findRoom(world, name);
      if (room === undefined) return refuseUnlessNotice(from, args, { why: 'no-such-room', room: name });
      const bar = roomBar(context, args, room);
      if (bar !== null) return refuseUnlessNotice(from, args, bar);
      return rank === '' ? toRoom(context, args, room) : toRanks(context, args, room, rank);
    }
    if (isMuted(world, from, now)) return refuseUnlessNotice(from, args, { why: 'muted', name: args.target });
    const target = findPerson(world, args.target);
    if (target === undefined) {
      return refuseUnlessNotice(from, args, { why: 'no-such-person', name: args.target });
    }
    return toPerson(context, args, target);
  },
};

/** A room, and for whom of it; no name for what is none. Of several ranks the lowest counts: who reads + reads all. */
function roomTarget(target: string): { readonly rank: string; readonly name: string } {
  if (target.startsWith('#')) return { rank: '', name: target };
  const [, ranks = '', name = ''] = /^([@+]+)(#.*)$/s.exec(target) ?? [];
  return { rank: ranks.includes('+') ? '+' : ranks.slice(0, 1), name };
}

/** It came before: its sender is told again what became of it, and nobody else. */
export function postAgain(context: Context, args: Post, found: Message | null): readonly Effect[] {
  const { from } = context;
  if (found === null || !isSame(found, args, from)) return post.run(context, { ...args, again: false });
  return [{ kind: 'tell', to: from.id, happening: found, by: from.id }];
}

/** Its sender may have come back under another name; whoever knows all of it learns nothing from it. */
function isSame({ who, target, text }: Message, args: Post, from: Session): boolean {
  return sameName(who.name, from.person.name) || (sameName(target, args.target) && text === args.text);
}

/** "Automatic replies MUST NEVER be sent in response to a NOTICE message" (RFC 2812 section 3.3.2). */
function refuseUnlessNotice(from: Session, args: Post, refusal: Refusal): readonly Effect[] {
  return args.as === 'notice' ? [] : refuse(from, refusal);
}

function textProblem({ as, target, text, isLong }: Post, from: Session): Refusal | null {
  if (target === '') return { why: 'no-target', as };
  if (text === '' && as !== 'tags') return { why: 'no-text' };
  if (isLong === true) return utf8Length(text) > MULTILINE_BYTES_MAX ? { why: 'text-too-long' } : null;
  return isTooLong(from, target, text) ? { why: 'text-too-long' } : null;
}

/** Whether it is, as `:name!user@host PRIVMSG target :text` with CR LF, as others get it: it must not be cut silently. */
function isTooLong({ person }: Session, target: string, text: string): boolean {
  const names = person.name.length + person.user.length + person.host.length + target.length;
  const most = LINE_BYTES_MAX - names - ':!@ PRIVMSG  :\r\n'.length;
  // Three bytes a UTF-16 unit is the most that UTF-8 takes: short texts need no counting.
  return text.length * 3 > most && utf8Length(text) > most;
}

function roomBar({ world, from, now }: Context, { text }: Post, room: Room): Refusal | null {
  const asksPrograms = text.startsWith('\u0001') && !/^\u0001ACTION\b/.test(text);
  const because =
    speechBar(room, from) ??
    (isMuted(world, from, now) ? 'muted' : room.modes.noCtcp && asksPrograms ? 'no-ctcp' : null);
  return because === null ? null : { why: 'cannot-speak', room: room.name, because };
}

/**
 * `@#room`: to its operators alone; `+#room`: to those with a voice too (ISUPPORT STATUSMSG). It is for them there and
 * then: nobody reads it later.
 */
function toRanks(context: Context, args: Post, room: Room, rank: string): readonly Effect[] {
  const { from } = context;
  const isOne = ({ operator, voice }: Membership): boolean => operator || (rank === '+' && voice);
  const message = compose(context, args, `${rank}${room.name}`, true);
  const others = Array.from(room.members).filter(([one, member]) => one !== from && isOne(member));
  return [
    ...others.map(([{ id }]): Effect => ({ kind: 'tell', to: id, happening: message, by: null })),
    { kind: 'tell', to: from.id, happening: message, by: from.id },
  ];
}

function toRoom({ world, from, now }: Context, args: Post, room: Room): readonly Effect[] {
  const message = compose({ world, from, now }, args, room.name, true);
  const used = args.as === 'tags' ? [] : useRoom(room);
  return [...used, ...publishIn(room, message, from)];
}

function toPerson(context: Context, args: Post, target: Session): readonly Effect[] {
  const { from } = context;
  const message = compose(context, args, target.person.name, false);
  const effects: Effect[] = [];
  const accounts = [from.person.account, target.person.account] as const;
  // What was said between names is for nobody who merely holds one of them later.
  const isKept = args.as !== 'tags' || reactionOf(message) !== null;
  if (accounts[0] !== null && accounts[1] !== null && isKept) {
    const conversation = privateConversation(accounts[0], accounts[1]);
    const entry = { conversation, happening: message };
    effects.push({ kind: 'keep', changes: [{ kind: 'entry', entry }] });
  }
  effects.push({ kind: 'tell', to: target.id, happening: message, by: null });
  effects.push({ kind: 'tell', to: from.id, happening: message, by: from.id });
  if (target.away !== null && args.as === 'message') {
    effects.push(reply(from, { kind: 'they-are-away', name: target.person.name, message: target.away }));
  }
  return effects;
}

function compose(
  { world, from, now }: Context,
  { as, text, tags, clientId, joints = [] }: Post,
  target: string,
  toRoom: boolean,
): Message {
  if (as !== 'tags') world.messages += 1;
  const id = nextMessageId(world, now);
  const who = from.person;
  const message: Message = { kind: 'message', id, at: now, who, as, target, toRoom, text, tags, clientId };
  return joints.length === 0 ? message : { ...message, joints };
}
