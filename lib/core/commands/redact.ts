/** REDACT: takes a message back (IRCv3 draft/message-redaction). */
import { sameName } from '../../base/casefold.js';
import { REASON_BYTES_MAX } from '../../base/limits.js';
import { cutUtf8 } from '../../base/utf8.js';
import type { CommandSpec, Context } from '../command.js';
import { isPrivate, type Conversation } from '../conversation.js';
import type { Effect } from '../effect.js';
import { refuse, vouched } from '../effects.js';
import type { Message, Redact } from '../happening.js';
import { readableAs } from '../history.js';
import { isMuted } from '../mutes.js';
import { isOperator } from '../policy.js';
import { findRoom, nextMessageId, type Session, type World } from '../world.js';

export const redact: CommandSpec<'redact'> = {
  activity: true,
  run({ world, from, now }, args) {
    const readable = readableAs(world, from, args.target);
    if (typeof readable === 'string' || isMuted(world, from, now)) {
      return refuse(from, { why: 'not-redactable', ...args, because: 'target' });
    }
    return [{ kind: 'find-message', session: from.id, args, conversation: readable.conversation }];
  },
};

/** The message is what the store has under that id; null where it has none, or none that was said. */
export function messageFound(
  context: Context,
  args: Redact,
  conversation: Conversation,
  found: Message | null,
): readonly Effect[] {
  const { world, from, now } = context;
  const readable = readableAs(world, from, args.target);
  // Who left meanwhile, or came in later than the message, learns nothing of it.
  const mayRead =
    typeof readable !== 'string' && (readable.since === null || (found?.at ?? 0) >= readable.since);
  if (found === null || !mayRead) return refuse(from, { why: 'not-redactable', ...args, because: 'unknown' });
  if (!mayRedact(world, from, conversation, found)) {
    return refuse(from, { why: 'not-redactable', ...args, because: 'forbidden' });
  }
  const { target, id: of } = found;
  const reason = cutUtf8(args.reason, REASON_BYTES_MAX);
  const redacted = { kind: 'redacted', who: from.person, target, of, reason } as const;
  const change = { kind: 'redact', conversation, redacted: { ...redacted, id: of, at: found.at } } as const;
  const happening = { ...redacted, id: nextMessageId(world, now), at: now };
  const log: Effect = { kind: 'log', text: `${from.person.name} has taken back a message in ${target}` };
  const kept: Effect = { kind: 'keep', changes: [change] };
  if (isPrivate(conversation)) {
    const [one, other] = conversation.split(' ');
    const both = Array.from(world.sessions.values()).filter(({ person: { account } }) => {
      return account !== null && (sameName(account, one ?? '') || sameName(account, other ?? ''));
    });
    const told = both.map(({ id }): Effect => ({ kind: 'tell', to: id, happening, by: from.id }));
    return vouched(from.id, 'redact', [kept, ...told]);
  }
  const room = findRoom(world, target);
  const rooms = room === undefined ? [] : [room];
  return vouched(from.id, 'redact', [kept, { kind: 'publish', rooms, happening, by: from.id }, log]);
}

/** One's own, by account; a guest's own of this visit; and in a room everything, for those who run it. */
function mayRedact(world: World, from: Session, conversation: Conversation, { who, at }: Message): boolean {
  const { account, name } = from.person;
  if (who.account !== null && account !== null && sameName(who.account, account)) return true;
  if (who.account === null && sameName(who.name, name) && at >= from.since) return true;
  const room = isPrivate(conversation) ? undefined : findRoom(world, conversation);
  return room !== undefined && isOperator(room, from);
}
