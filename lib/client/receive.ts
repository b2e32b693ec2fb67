/** One line from the server: finds its handler in the table of all that our client understands. */
import type { Millis } from '../base/result.js';
import { CAP_MULTILINE } from '../protocol/caps.js';
import { batchClosed, giveUpOverdue } from './catch-up.js';
import {
  batchesAround,
  earlierAround,
  isOfEarlier,
  labelOf,
  readIncoming,
  type Incoming,
} from './incoming.js';
import * as accounts from './handlers/accounts.js';
import * as history from './handlers/history.js';
import * as membership from './handlers/membership.js';
import * as messages from './handlers/messages.js';
import * as registration from './handlers/registration.js';
import * as replies from './handlers/replies.js';
import { inOrder } from './in-order.js';
import { tellMore, type Told } from './multiline.js';
import { SERVER_CHANGED } from './login.js';
import { pump } from './requests.js';
import { isHere, newStep, type Batch, type Session, type Step } from './session.js';

type Handler = (session: Session, line: Incoming, step: Step) => void;

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['CAP', registration.cap],
  ['PING', registration.ping],
  ['PONG', registration.pong],
  ['RESUME', registration.resume],
  ['AUTHENTICATE', accounts.authenticate],
  ['REGISTER', accounts.registered],
  ['900', accounts.loggedIn],
  ['901', accounts.loggedOut],
  ['902', accounts.notProved],
  ['903', accounts.proved],
  ['904', accounts.notProved],
  ['905', accounts.notProved],
  ['906', accounts.notProved],
  ['907', accounts.notProved],
  ['908', accounts.notProved],
  ['001', registration.welcome],
  ['005', registration.isupport],
  ['372', replies.motd],
  ['376', registration.ready],
  ['422', registration.ready],
  ['432', registration.nameRefused],
  ['433', registration.nameRefused],
  ['436', registration.nameRefused],
  ['437', registration.nameUnavailable],
  ['464', replies.wrongPassword],
  ['465', replies.banned],
  ['PRIVMSG', messages.privmsg],
  ['NOTICE', messages.notice],
  ['TAGMSG', messages.tagmsg],
  ['REDACT', messages.redact],
  ['ACK', messages.acknowledged],
  ['CHATHISTORY', history.target],
  ['MARKREAD', history.markRead],
  ['JOIN', membership.join],
  ['PART', membership.part],
  ['QUIT', membership.quit],
  ['KICK', membership.kick],
  ['NICK', membership.nick],
  ['AWAY', membership.away],
  ['TOPIC', membership.topic],
  ['MODE', membership.mode],
  ['INVITE', membership.invite],
  ['331', replies.topicNone],
  ['332', membership.topicReply],
  ['353', membership.namesReply],
  ['366', membership.namesEnd],
  ['352', membership.whoReply],
  ['315', membership.whoEnd],
  ['301', replies.theyAreAway],
  ['305', replies.awayOff],
  ['306', replies.awayOn],
  ['311', replies.whoisUser],
  ['313', replies.whoisOther],
  ['317', replies.whoisIdle],
  ['319', replies.whoisRooms],
  ['330', replies.whoisOther],
  ['335', replies.whoisOther],
  ['671', replies.whoisOther],
  ['322', replies.listRow],
  ['341', replies.inviting],
  ['381', replies.madeOperator],
  ['FAIL', accounts.fail],
  ['WARN', replies.note],
  ['NOTE', accounts.note],
  ['ERROR', replies.error],
  ['KILL', replies.kill],
]);

/** What somebody does who is here. */
const SHOWS_THEM: ReadonlySet<string> = new Set(['JOIN', 'PRIVMSG', 'NOTICE', 'TAGMSG']);

/** What of the past is read. What else happened then has no bearing on who is here now. */
const OF_THE_PAST: ReadonlySet<string> = new Set([
  'BATCH',
  'CHATHISTORY',
  'NOTICE',
  'PRIVMSG',
  'REDACT',
  'TAGMSG',
]);

/** Takes one line without its line end. What is no line, or unknown, is passed over. */
export function receive(session: Session, raw: string, now: Millis): Step {
  const step = newStep();
  const line = readIncoming(session, raw, now);
  // Nothing that a false server says counts.
  if (line === null || session.closingCode === SERVER_CHANGED || session.isMovingToTls) return step;
  const told = isSpeech(line) ? (session.batches.get(line.batch)?.told ?? null) : null;
  if (told !== null) tellMore(told, raw, line.params[1] ?? '', line.goesOn);
  else handle(session, line, raw, step);
  giveUpOverdue(session, now, step);
  const sent = pump(session, now);
  return {
    lines: [...step.lines, ...sent.lines],
    events: inOrder(session, [...step.events, ...sent.events]),
    asks: [...step.asks, ...sent.asks],
  };
}

function isSpeech({ command }: Incoming): boolean {
  return command === 'PRIVMSG' || command === 'NOTICE';
}

function handle(session: Session, line: Incoming, raw: string, step: Step): void {
  const around = earlierAround(session, line.batch);
  // Reactions come beyond what was asked for.
  if (around !== undefined && line.command !== 'TAGMSG') countLine(around, line);
  if (around === undefined && session.absent.size > 0 && SHOWS_THEM.has(line.command))
    isHere(session, line.from);
  if (around !== undefined && !OF_THE_PAST.has(line.command)) return;
  if (line.command === 'BATCH') batch(session, line, raw, step);
  else handlerOf(line.command)?.(session, line, step);
}

function handlerOf(command: string): Handler | undefined {
  return HANDLERS.get(command) ?? (/^([45]\d\d|696)$/.test(command) ? replies.refused : undefined);
}

/** Also what nobody is shown: the next page is asked for after it. */
function countLine(around: Batch, line: Incoming): void {
  around.lines += 1;
  if (line.id !== '') around.lastId = line.id;
}

/** `BATCH +reference type …` opens, `BATCH -reference` closes. */
function batch(session: Session, line: Incoming, raw: string, step: Step): void {
  const [reference = '', type = '', target = ''] = line.params;
  const name = reference.slice(1);
  if (!reference.startsWith('-')) {
    const { label, isLast, batch: parent } = line;
    const told = type === CAP_MULTILINE ? { opening: raw, first: '', text: '' } : null;
    session.batches.set(name, {
      type,
      label,
      parent,
      target,
      lines: 0,
      isLast,
      lastId: '',
      gathered: [],
      reactions: [],
      told,
    });
    return;
  }
  const closed = session.batches.get(name);
  const label = labelOf(batchesAround(session, name));
  session.batches.delete(name);
  if (closed !== undefined && closed.told !== null) said(session, closed.told, line.receivedAt, step);
  if (closed !== undefined && isOfEarlier(closed)) batchClosed(session, closed, label, line.receivedAt, step);
}

/** A message of several lines is complete: its first line says who and how, what opened it all the rest. */
function said(session: Session, { opening, first, text }: Told, now: Millis, step: Step): void {
  const line = readIncoming(session, first, now);
  const whole = readIncoming(session, opening, now);
  if (line === null || whole === null) return;
  const { command, from, mask, own } = line;
  const message = { ...whole, command, from, mask, own, params: [line.params[0] ?? '', text] };
  handlerOf(command)?.(session, message, step);
}
