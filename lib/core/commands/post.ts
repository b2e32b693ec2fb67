/** PRIVMSG, NOTICE and TAGMSG: speaks to a room or to one person (RFC 2812 section 3.3, IRCv3 message-tags). */
import { LINE_BYTES_MAX } from '../../base/limits.js';
import { sameName } from '../../base/casefold.js';
import { utf8Length } from '../../base/utf8.js';
import type { CommandSpec, Context } from '../command.js';
import type { Effect } from '../effect.js';
import { refuse, reply } from '../effects.js';
import type { Message, Post } from '../happening.js';
import { privateConversation } from '../conversation.js';
import { isMuted } from '../mutes.js';
import { speechBar } from '../policy.js';
import { useRoom } from '../rooms.js';
import type { Refusal } from '../refusal.js';
import { findPerson, findRoom, nextMessageId, type Room, type Session } from '../world.js';

export const post: CommandSpec<'post'> = {
  activity: true,
  run(context, args) {
    const { world, from, now } = context;
    if (args.again && args.clientId !== null) return [{ kind: 'look-up', session: from.id, args }];
    const problem = textProblem(args, from);
    if (problem !== null) return refuseUnlessNotice(from, args, problem);
    const { rank, name } = readTarget(args.target);
    if (name.startsWith('#')) {
      const room = findRoom(world, name);
      return room === undefined
        ? refuseUnlessNotice(from, args, { why: 'no-such-room', room: name })
        : toRoom(context, args, room, rank);
    }
    if (isMuted(world, from, now)) return refuseUnlessNotice(from, args, { why: 'muted' });
    const target = findPerson(world, args.target);
    if (target === undefined) {
      return refuseUnlessNotice(from, args, { why: 'no-such-person', name: args.target });
    }
    return toPerson(context, args, target);
  },
};

/** It came before: its sender is told again what became of it, and nobody else. */
export function postAgain(context: Context, args: Post, found: Message | null): readonly Effect[] {
  const { from } = context;
  const mine = found !== null && sameName(found.who.name, from.person.name);
  if (!mine) return post.run(context, { ...args, again: false });
  return [{ kind: 'tell', to: from.id, happening: found, by: from.id }];
}

/** "Automatic replies MUST NOT be sent in response to a NOTICE" (RFC 2812 section 3.3.2); nor to a TAGMSG. */
function refuseUnlessNotice(from: Session, args: Post, refusal: Refusal): readonly Effect[] {
  return args.as === 'message' ? refuse(from, refusal) : [];
}

/** Whom of a room it is for: its operators, or those with a voice too (ISUPPORT STATUSMSG). */
type Rank = '@' | '+';

/** Splits `@#room`; of several ranks the lowest counts. */
function readTarget(target: string): { readonly rank: Rank | null; readonly name: string } {
  const [, ranks = '', name = target] = /^([@+]+)(#.*)$/.exec(target) ?? [];
  if (ranks === '') return { rank: null, name: target };
  return { rank: ranks.includes('+') ? '+' : '@', name };
}

/** A question to programs, or an answer; `/me` is none (Modern IRC, "CTCP"). */
function isCtcp(text: string): boolean {
  return text.startsWith('\u0001') && !/^\u0001ACTION( |\u0001|$)/.test(text);
}

function textProblem({ as, target, text }: Post, from: Session): Refusal | null {
  if (target === '') return { why: 'no-target' };
  if (text === '' && as !== 'tags') return { why: 'no-text' };
  return relayedBytes(from, target, text) > LINE_BYTES_MAX ? { why: 'text-too-long' } : null;
}

/** Bytes of `:name!user@host PRIVMSG target :text` with CR LF, as others get it: it must not be cut silently. */
function relayedBytes({ person }: Session, target: string, text: string): number {
  const parts = person.name.length + person.user.length + person.host.length + target.length;
  return parts + utf8Length(text) + ':!@ PRIVMSG  :\r\n'.length;
}

function toRoom({ world, from, now }: Context, args: Post, room: Room, rank: Rank | null): readonly Effect[] {
  const bar = speechBar(room, from) ?? (room.modes.noCtcp && isCtcp(args.text) ? 'ctcp' : null);
  if (bar !== null) {
    return refuseUnlessNotice(from, args, { why: 'cannot-speak', room: room.name, because: bar });
  }
  if (isMuted(world, from, now)) return refuseUnlessNotice(from, args, { why: 'muted' });
  const message = compose({ world, from, now }, args, `${rank ?? ''}${room.name}`, true);
  if (rank !== null) return toRanks(from, message, room, rank);
  const used = args.as === 'tags' ? [] : useRoom(room);
  return [...used, { kind: 'publish', rooms: [room], happening: message, by: from.id }];
}

/** Nobody else is told, so it is no part of what the room's history shows to all. */
function toRanks(from: Session, message: Message, room: Room, rank: Rank): readonly Effect[] {
  const readers = Array.from(room.members).filter(
    ([session, { operator, voice }]) => session !== from && (operator || (voice && rank === '+')),
  );
  return [
    ...readers.map(([{ id }]): Effect => ({ kind: 'tell', to: id, happening: message, by: null })),
    { kind: 'tell', to: from.id, happening: message, by: from.id },
  ];
}

function toPerson(context: Context, args: Post, target: Session): readonly Effect[] {
  const { from } = context;
  const message = compose(context, args, target.person.name, false);
  const effects: Effect[] = [];
  const accounts = [from.person.account, target.person.account] as const;
  // What was said between names is for nobody who merely holds one of them later.
  if (accounts[0] !== null && accounts[1] !== null && args.as !== 'tags') {
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
  { as, text, tags, clientId }: Post,
  target: string,
  toARoom: boolean,
): Message {
  if (as !== 'tags') world.messages += 1;
  const id = nextMessageId(world, now);
  const who = from.person;
  return { kind: 'message', id, at: now, who, as, target, toRoom: toARoom, text, tags, clientId };
}
