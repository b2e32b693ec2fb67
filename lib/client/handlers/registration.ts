/** From the first line to the welcome: capabilities, name, password, resuming, and what the server supports. */
import { decodeAscii } from '../../base/ascii.js';
import { sameName } from '../../base/casefold.js';
import { CAP_ASCII, CAP_SASL, CAP_TLS, CLIENT_CAPS, TLS_EPHEMERAL } from '../../protocol/caps.js';
import { askForPeople, giveUpLate } from '../catch-up.js';
import type { Incoming } from '../incoming.js';
import { has, isRoomTarget, mainRoom, type Session, type Step } from '../session.js';
import { formatLine } from '../../protocol/line.js';
import { mayBeWelcome, nameTaken, refuse, settled } from '../login.js';
import { limitsOf } from '../multiline.js';
import { joinLine, recutQueue } from '../requests.js';
import { DEVICE, readMechanisms } from '../sasl.js';
import { refused } from './replies.js';

export function cap(session: Session, line: Incoming, step: Step): void {
  const [, verb = '', ...rest] = line.params;
  const words = (rest.at(-1) ?? '').split(' ').filter((word) => word !== '');
  switch (verb.toUpperCase()) {
    case 'LS':
      offer(session, words);
      // With an asterisk more lines of the list follow.
      if (rest.length < 2 || rest[0] !== '*') allOffered(session, step);
      break;
    case 'NEW':
      offer(session, words);
      request(words, session, step);
      break;
    case 'ACK':
      for (const word of words) {
        if (word.startsWith('-')) session.granted.delete(word.slice(1));
        else session.granted.add(word);
      }
      settleCaps(session, step);
      break;
    case 'NAK':
      settleCaps(session, step);
      break;
    case 'DEL':
      for (const word of words) session.granted.delete(word);
      break;
    default:
  }
  if (session.phase === 'ready') session.multiline = limitsOf(session.granted, session.offered);
}

function offer(session: Session, words: readonly string[]): void {
  for (const word of words) {
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/.exec(word) ?? [];
    session.offered.set(name, value);
    if (name === CAP_SASL) session.login.mechanisms = readMechanisms(value);
  }
}

/** All that the server can do is known. */
function allOffered(session: Session, step: Step): void {
  const tls = session.offered.get(CAP_TLS);
  if (tls !== undefined && !session.secure) {
    session.isMovingToTls = true;
    step.asks.push({ kind: 'secure', ephemeral: tls === TLS_EPHEMERAL });
    return;
  }
  step.lines.push(...secrets(session));
  requestCaps(session, step);
}

/** What others on the network should read only where there is no TLS at all. */
function secrets({ password, login, resumeToken }: Session): readonly string[] {
  const lines: string[] = [];
  // A server that is known has to show first that it is the same.
  if (password !== null && !login.knownServer)
    lines.push(formatLine({ command: 'PASS', params: [password] }));
  if (resumeToken !== null) lines.push(formatLine({ command: 'RESUME', params: [resumeToken] }));
  return lines;
}

function requestCaps(session: Session, step: Step): void {
  const asked = request([...session.offered.keys()], session, step);
  if (!asked) settleCaps(session, step);
}

function request(offered: readonly string[], session: Session, step: Step): boolean {
  const names = offered.map((word) => word.replace(/=.*$/, ''));
  const wanted = CLIENT_CAPS.filter(
    (name) => names.includes(name) && !session.granted.has(name) && isOfUse(session, name),
  );
  if (wanted.length > 0) step.lines.push(`CAP REQ :${wanted.join(' ')}`);
  return wanted.length > 0;
}

/** Other servers' ways to log in are not ours. */
function isOfUse(session: Session, name: string): boolean {
  return name !== CAP_SASL || session.login.mechanisms.has(DEVICE);
}

function settleCaps(session: Session, step: Step): void {
  if (session.capsSettled) return;
  session.capsSettled = true;
  // END finishes the registration: before a name was given it would only start the server's patience.
  settled(session, step);
}

/** 001: we are in, under the name that the server says. */
export function welcome(session: Session, line: Incoming, step: Step): void {
  if (!mayBeWelcome(session, step)) return;
  const { me, rooms } = session.chat;
  session.chat.me = line.params[0] ?? session.wantedName ?? '';
  // With a makeshift name one asks for the own one again next time.
  if (session.nameRetries === 0) session.wantedName = session.chat.me;
  if (me === '' || sameName(me, session.chat.me)) return;
  const names = [...rooms.values()].map((room) => room.name);
  step.events.push({
    kind: 'renamed',
    from: me,
    to: session.chat.me,
    rooms: names,
    own: true,
    at: line.at,
  });
}

/** 376 and 422: all that the server has to say about itself is said; now rooms can be entered. */
export function ready(session: Session, line: Incoming, step: Step): void {
  if (session.phase === 'ready') return;
  session.phase = 'ready';
  session.readyAt = line.receivedAt;
  if (session.everReady) session.freshSince = line.receivedAt;
  const network = session.isupport.get('NETWORK') ?? line.from;
  session.chat.network = network;
  step.events.push({ kind: 'welcome', name: session.chat.me, network });
  const { guestBecause } = session.login;
  if (guestBecause !== null)
    // Nothing that was asked for is refused: one is in, under the name that was wanted.
    step.events.push({ kind: 'info', place: null, text: guestBecause, at: line.at });
  const rooms = [...session.chat.rooms.values()].map((room) => room.name);
  const wanted = session.everReady ? rooms : [mainRoom(session)];
  for (const room of wanted) step.lines.push(joinLine(room));
  askForPeople(session, session.everReady, line.receivedAt, step);
  session.everReady = true;
  session.multiline = limitsOf(session.granted, session.offered);
  recutQueue(session);
  // Away is forgotten with the connection, and who went home is still not here.
  session.awayRestored = session.awayLine !== null;
  if (session.awayLine !== null) step.lines.push(session.awayLine);
}

export function isupport(session: Session, line: Incoming): void {
  for (const token of line.params.slice(1, -1)) {
    const [, name = '', value = ''] = /^([^=]+)=?(.*)$/.exec(token) ?? [];
    if (name.startsWith('-')) session.isupport.delete(name.slice(1));
    else session.isupport.set(name, readValue(session, value));
  }
}

function readValue(session: Session, value: string): string {
  const plain = value.replace(/\\x([0-9A-Fa-f]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return has(session, CAP_ASCII) ? decodeAscii(plain) : plain;
}

export function resume(session: Session, line: Incoming): void {
  if (line.params[0] === 'TOKEN') session.resumeToken = line.params[1] ?? null;
}

/** 432 and 433: the name is illegal or taken. */
export function nameRefused(session: Session, line: Incoming, step: Step): void {
  const name = line.params[1] ?? '';
  const advice = session.nameAdvice;
  session.nameAdvice = null;
  const text = advice?.text ?? line.params.at(-1) ?? '';
  const suggestion = advice?.suggestion ?? /\btry (\S+?)[.!]?$/i.exec(text)?.[1] ?? null;
  const trouble = line.command === '432' ? 'illegal' : 'taken';
  const refusal = { name, trouble, text, suggestion } as const;
  if (line.command === '433') nameTaken(session, refusal, step);
  else refuse(session, refusal, step);
}

/** 437 is about a name or a room that cannot be had for a while. */
export function nameUnavailable(session: Session, line: Incoming, step: Step): void {
  if (isRoomTarget(session, line.params[1] ?? '')) refused(session, line, step);
  else nameRefused(session, line, step);
}

/** The answer to our own PING. */
export function pong(session: Session, line: Incoming, step: Step): void {
  const token = line.params.at(-1) ?? '';
  giveUpLate(session, token, line.receivedAt, step);
  step.events.push({ kind: 'caught-up', token });
}

/** PING asks for a sign of life, before registration too. */
export function ping(_session: Session, line: Incoming, step: Step): void {
  step.lines.push(formatLine({ command: 'PONG', params: line.params.slice(-1) }));
}
