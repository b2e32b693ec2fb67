/** What people and the chatroom say, and the acknowledgement of what we said. */
import { safeText } from '../../base/safe-text.js';
import { CAP_LABELED_RESPONSE } from '../../protocol/caps.js';
import type { Speech, SpeechKind } from '../event.js';
import { emptyAnswer } from '../catch-up.js';
import { earlierAround, type Incoming } from '../incoming.js';
import { safeLines } from '../multiline.js';
import { ownSpeech } from '../requests.js';
import { reactionText } from '../reactions.js';
import { settle, type Outgoing } from '../send-queue.js';
import {
  has,
  isIgnored,
  isOwnName,
  isRoomTarget,
  rankSymbols,
  settleAnswered,
  type Session,
  type Step,
} from '../session.js';

export function privmsg(session: Session, line: Incoming, step: Step): void {
  hear(session, line, step, 'message');
}

export function notice(session: Session, line: Incoming, step: Step): void {
  if (isFromServer(line)) serverNotice(session, line, step);
  else hear(session, line, step, 'notice');
}

function isFromServer(line: Incoming): boolean {
  return !line.mask.includes('!') && (line.from === '' || line.from.includes('.'));
}

/** To a room it is an announcement; to us alone it is an answer. */
function serverNotice(session: Session, line: Incoming, step: Step): void {
  const [target = '', text = ''] = line.params;
  if (!isRoomTarget(session, target)) {
    // Before the welcome, servers talk about looking up hosts: nothing a person could use.
    if (session.phase === 'ready')
      step.events.push({ kind: 'info', place: null, text: safeText(text), at: line.at });
    return;
  }
  const { from, at, id, earlier } = line;
  const speech = { kind: 'speech', how: 'announcement', own: false, text: safeText(text) } as const;
  tell(session, line, step, { ...speech, place: target, from, at, id, replyTo: '', earlier });
}

/** Messages of a page are read when it is complete, those of now at once. */
function tell(session: Session, line: Incoming, step: Step, speech: Speech): void {
  const page = earlierAround(session, line.batch);
  if (page === undefined) step.events.push(speech);
  else if (page.gathered.length < GATHERED_MAX) page.gathered.push(speech);
}

/** Reactions of one batch: some dozens to each message of a page. */
const REACTIONS_MAX = 10_000;

/** Messages of one batch; nobody was asked for more. */
const GATHERED_MAX = 1000;

function hear(session: Session, line: Incoming, step: Step, plainly: SpeechKind): void {
  const [target = '', raw = ''] = line.params;
  const { how, text } = readCtcp(raw, plainly);
  if (text === null || (!line.own && isIgnored(session, line.from))) return;
  // What one writes to oneself comes twice: as the echo, with its label, and as the message.
  const isCopy = line.own && !line.earlier && line.label === '' && isOwnName(session, target);
  if (isCopy && has(session, CAP_LABELED_RESPONSE)) return;
  // What was said under another name comes back under that one.
  const own = acknowledgeEcho(session, line, target) || line.own;
  const place = placeOf(session, { ...line, own }, target);
  const { from, at, id, earlier } = line;
  tell(session, line, step, {
    kind: 'speech',
    how,
    place,
    from,
    own,
    text: safeLines(text),
    at,
    id,
    replyTo: line.about.replyTo,
    earlier,
    ...(line.about.snippet === null ? {} : { snippet: line.about.snippet }),
  });
}

/** Of what tags alone say, we know who is writing, who reacts to what, and what has arrived. */
export function tagmsg(session: Session, line: Incoming, step: Step): void {
  const { typing, own, from, earlier, about } = line;
  if (from === '' || (!own && isIgnored(session, from))) return;
  const place = placeOf(session, line, line.params[0] ?? '');
  if (about.react !== '' || about.unreact !== '') {
    reacted(session, line, place, step);
    return;
  }
  if (own || earlier) return;
  if (about.delivered !== '') step.events.push({ kind: 'delivered', who: from, id: about.delivered });
  if (typing !== 'active' && typing !== 'paused' && typing !== 'done') return;
  step.events.push({ kind: 'typing', place, who: from, state: typing });
}

/** Its value may be anything: what is no few letters is passed over (IRCv3 client-tags/react, "Value restrictions"). */
function reacted(session: Session, line: Incoming, place: string, step: Step): void {
  const { about, from, own, earlier } = line;
  const on = about.react !== '';
  const text = reactionText(on ? about.react : about.unreact);
  if (text === null || about.replyTo === '') return;
  const what = { id: about.replyTo, reaction: line.id, text, on, earlier };
  const event = { kind: 'reacted', place, who: from, own, ...what } as const;
  const page = earlierAround(session, line.batch);
  if (page === undefined) step.events.push(event);
  else if (page.reactions.length < REACTIONS_MAX) page.reactions.push(event);
}

/** REDACT (IRCv3 draft/message-redaction): what is not known to have been said there is passed over by who shows it. */
export function redact(session: Session, line: Incoming, step: Step): void {
  const [target = '', id = '', reason = ''] = line.params;
  const { from: who, own, at, earlier } = line;
  if (id === '') return;
  const place = placeOf(session, line, target);
  step.events.push({ kind: 'taken-back', place, who, own, id, reason: safeText(reason), at, earlier });
}

/** A room, without the rank of those it was for (`@#room`); or the other person. */
function placeOf(session: Session, line: Incoming, target: string): string {
  const { symbols } = rankSymbols(session);
  const bare = symbols.includes(target.charAt(0)) ? target.slice(1) : target;
  if (isRoomTarget(session, bare)) return bare;
  return line.own ? target : line.from;
}

/** Whether it is the echo of something that waits for it. */
function acknowledgeEcho(session: Session, { own, earlier, label, mask }: Incoming, target: string): boolean {
  if (earlier || (!own && label === '')) return false;
  if (own) session.chat.mask = mask;
  return settleAnswered(session, label, target) !== null;
}

/** ACK: done, with nothing else to say. What has no echo is shown as we know it. */
export function acknowledged(session: Session, line: Incoming, step: Step): void {
  if (emptyAnswer(session, line.label, line.receivedAt, step)) return;
  const item: Outgoing | null = settle(session.queue, Number(line.label));
  if (item !== null) step.events.push(ownSpeech(session, item, line.at, line.id));
}

/** A CTCP other than ACTION is a question to the program: null, never shown and never answered. */
function readCtcp(text: string, plainly: SpeechKind): { how: SpeechKind; text: string | null } {
  if (!text.startsWith('\x01')) return { how: plainly, text };
  const [, command = '', rest = ''] = /^\x01(\S*) ?([^\x01]*)\x01?$/.exec(text) ?? [];
  return { how: 'action', text: command === 'ACTION' ? rest : null };
}
