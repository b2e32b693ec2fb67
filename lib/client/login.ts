/** Proving whose name it is: when to begin, what to do when it is proved or refused, and when to break off for the server's sake. */
import { sameName } from '../base/casefold.js';
import { nameProblem } from '../base/names.js';
import { unreachable, type Millis } from '../base/result.js';
import { formatLine } from '../protocol/line.js';
import type { LoginAdvice, Refusal } from './login-state.js';
import type { Answer } from './proof.js';
import {
  answered,
  DEVICE,
  deviceExchange,
  hear,
  isComplete,
  messageLines,
  SCRAM,
  scramExchange,
  type Exchange,
  type Move,
} from './sasl.js';
import { newStep, type Session, type Step } from './session.js';

/** Why our client hangs up when another server answers at a known address. */
export const SERVER_CHANGED = 'SERVER_CHANGED';

/** Goes on with the registration once the capabilities are settled and there is a name: proves it, or comes in as a guest. */
export function goOn(session: Session, step: Step): void {
  const { login, wantedName } = session;
  if (session.phase !== 'registering' || !session.capsSettled || wantedName === null) return;
  if (login.exchange !== null || session.closingCode === SERVER_CHANGED) return;
  if (canProve(session, wantedName)) begin(session, wantedName, step);
  else if (login.refusal !== null) refuse(session, login.refusal, step);
  else endRegistration(session, step);
}

/** The capabilities are settled: a server known for its key has to be able to show it. */
export function settled(session: Session, step: Step): void {
  if (session.login.knownServer && !hasAccounts(session)) serverChanged(session, step);
  else goOn(session, step);
}

/** 001. False where a server that had to prove itself lets us in without. */
export function mayBeWelcome(session: Session, step: Step): boolean {
  if (!session.login.knownServer || session.login.serverProved) return true;
  serverChanged(session, step);
  return false;
}

/** Tries the other way in: with the account's password, at a server that has proved its key in this connection. */
export function provePassword(session: Session, name: string, text: string): readonly string[] {
  session.wantedName = name;
  session.login.password = { name, text };
  if (!mayUsePassword(session) || session.login.exchange !== null) return [];
  return beginScram(session, name, text);
}

/** Nothing that a password could be guessed from goes to a server whose key is not known. */
export function mayUsePassword({ login }: Session): boolean {
  return login.serverProved && login.mechanisms.has(SCRAM);
}

/** Whether the server keeps accounts in a way that we understand. */
export function hasAccounts(session: Session): boolean {
  return session.granted.has('sasl') && session.login.mechanisms.has(DEVICE);
}

function canProve(session: Session, name: string): boolean {
  const problem = nameProblem(name, '');
  return hasAccounts(session) && (problem === null || problem === 'reserved');
}

function begin({ login }: Session, name: string, step: Step): void {
  login.exchanges += 1;
  login.tried = name;
  login.advice = null;
  login.exchange = deviceExchange(login.exchanges, name);
  step.lines.push(`AUTHENTICATE ${DEVICE}`);
}

function beginScram({ login }: Session, name: string, text: string): readonly string[] {
  login.exchanges += 1;
  login.advice = null;
  login.exchange = scramExchange(login.exchanges, name, text);
  return [`AUTHENTICATE ${SCRAM}`];
}

/** AUTHENTICATE from the server. */
export function authenticate(session: Session, chunk: string, at: Millis, step: Step): void {
  const { exchange } = session.login;
  if (exchange !== null) move(session, exchange, hear(exchange, chunk), at, step);
}

/** What was asked for has come. Answers to an exchange that is over are passed over. */
export function answerLogin(session: Session, answer: Answer, now: Millis): Step {
  const step = newStep();
  const { login } = session;
  const { exchange } = login;
  if (exchange?.id !== answer.id) return step;
  const next = answered(exchange, answer);
  if (answer.kind === 'other-server') {
    serverChanged(session, step);
    return step;
  }
  if (answer.kind === 'failed') {
    if (login.knownServer && !login.serverProved) {
      serverChanged(session, step, answer.text);
      return step;
    }
    step.events.push({ kind: 'info', place: null, text: answer.text, at: now });
  }
  if (answer.kind === 'device') serverProved(session, answer, now, step);
  move(session, exchange, next, now, step);
  return step;
}

function serverProved(
  session: Session,
  answer: Extract<Answer, { kind: 'device' }>,
  at: Millis,
  step: Step,
): void {
  const { login, password } = session;
  // What waited until the server was known to be the right one.
  if (login.knownServer && !login.serverProved && password !== null)
    step.lines.push(formatLine({ command: 'PASS', params: [password] }));
  login.knownServer = true;
  login.serverProved = true;
  login.fingerprint = answer.fingerprint;
  for (const text of answer.notes) step.events.push({ kind: 'info', place: null, text, at });
}

function move(session: Session, exchange: Exchange, next: Move, at: Millis, step: Step): void {
  switch (next.kind) {
    case 'wait':
      return;
    case 'send':
      step.lines.push(...messageLines(next.text));
      return;
    case 'ask':
      step.asks.push(next.ask);
      return;
    case 'give-up':
      step.lines.push('AUTHENTICATE *');
      failed(session, exchange, at, step);
      return;
    default:
      return unreachable(next);
  }
}

/** 903. A server that says yes without having proved itself is not believed. */
export function succeeded(session: Session, at: Millis, step: Step): void {
  const { login } = session;
  const { exchange } = login;
  if (exchange === null) return;
  if (!isComplete(exchange)) {
    failed(session, exchange, at, step);
    return;
  }
  login.exchange = null;
  login.how = exchange.mechanism === DEVICE ? 'device' : 'password';
  login.account ??= exchange.name;
  login.guestBecause = null;
  const wasRefused = login.refusal !== null || exchange.mechanism === SCRAM;
  login.refusal = null;
  if (wasRefused) step.lines.push(formatLine({ command: 'NICK', params: [exchange.name] }));
  endRegistration(session, step);
}

/** 902, 904 to 908. */
export function refusedProof(session: Session, at: Millis, step: Step): void {
  const { exchange } = session.login;
  if (exchange !== null) failed(session, exchange, at, step);
}

function failed(session: Session, exchange: Exchange, at: Millis, step: Step): void {
  const { login } = session;
  const { advice, password } = login;
  login.exchange = null;
  login.advice = null;
  if (login.knownServer && !login.serverProved) {
    serverChanged(session, step);
    return;
  }
  const { wantedName } = session;
  // Meanwhile another name was given.
  if (wantedName !== null && !sameName(wantedName, exchange.name) && session.phase === 'registering') {
    goOn(session, step);
    return;
  }
  if (exchange.mechanism === SCRAM) wrongPassword(session, exchange.name, step);
  else if (advice?.code === 'NAME_IN_USE') {
    if (password !== null && sameName(password.name, exchange.name) && mayUsePassword(session))
      step.lines.push(...beginScram(session, password.name, password.text));
    else refuse(session, owned(exchange.name, advice), step);
  } else goOnAsGuest(session, advice, at, step);
}

function owned(name: string, advice: LoginAdvice): Refusal {
  return { name, trouble: 'owned', text: advice.text, suggestion: advice.suggestion };
}

function wrongPassword(session: Session, name: string, step: Step): void {
  session.login.password = null;
  const text = `That is not the password of ${name}, or ${name} has none.`;
  refuse(session, { name, trouble: 'password', text, suggestion: null }, step);
}

/** The name may be had all the same: only its proof is not possible, as when a device has claimed all it may. */
function goOnAsGuest(session: Session, advice: LoginAdvice | null, at: Millis, step: Step): void {
  const { login } = session;
  const { refusal } = login;
  if (session.phase === 'registering') login.guestBecause = advice?.text ?? null;
  else if (advice !== null) step.events.push({ kind: 'refused', place: null, text: advice.text, at });
  if (refusal === null) endRegistration(session, step);
  else refuse(session, refusal, step);
}

function endRegistration(session: Session, step: Step): void {
  const { login } = session;
  if (login.capEnded || session.phase === 'ready') return;
  login.capEnded = true;
  step.lines.push('CAP END');
}

/** Another server answers, or one that proves nothing: nothing more is said to it. */
function serverChanged(session: Session, step: Step, text = SERVER_CHANGED_TEXT): void {
  session.closingCode = SERVER_CHANGED;
  session.login.exchange = null;
  step.lines.length = 0;
  step.events.push({ kind: 'closing', code: SERVER_CHANGED, text });
  step.asks.push({ kind: 'hang-up' });
}

const SERVER_CHANGED_TEXT =
  'STOP: this is not the chatroom that was at this address before, or it has lost its key. ' +
  'Nothing of yours was sent: no password, no proof of your name. ' +
  'Ask the host; if all is well, come in with the same command and --new-server.';

/** Names tried on a return while our ghost holds the own one, on servers that cannot resume. */
const NAME_RETRIES_MAX = 3;

/** 433: proved first, where it may be ours; told otherwise. */
export function nameTaken(session: Session, refusal: Refusal, step: Step): void {
  const { login } = session;
  const { name } = refusal;
  const isNew = login.tried === null || !sameName(login.tried, name);
  const isUnderWay = login.exchange !== null && sameName(login.exchange.name, name);
  if (!isUnderWay && (!session.capsSettled ? !mayBeOurs(session) : !isNew || !canProve(session, name))) {
    refuse(session, refusal, step);
    return;
  }
  login.refusal = refusal;
  if (login.exchange === null && session.capsSettled) begin(session, name, step);
}

/** While nobody knows yet what the server can do, it is too early to give up a name. */
function mayBeOurs(session: Session): boolean {
  return session.login.mechanisms.has(DEVICE);
}

export function refuse(session: Session, refusal: Refusal, step: Step): void {
  const { login } = session;
  login.refusal = null;
  if (session.everReady && session.phase === 'registering' && session.nameRetries < NAME_RETRIES_MAX) {
    session.nameRetries += 1;
    const makeshift = refusal.suggestion ?? `${refusal.name}_`;
    step.lines.push(formatLine({ command: 'NICK', params: [makeshift] }));
    if (session.capsSettled) endRegistration(session, step);
    return;
  }
  if (session.phase !== 'ready') session.wantedName = null;
  const { trouble } = refusal;
  const mayProve = trouble !== 'illegal' && session.phase !== 'ready' && mayUsePassword(session);
  step.events.push({ kind: 'name-refused', ...refusal, ...(mayProve ? { mayProve } : {}) });
}
