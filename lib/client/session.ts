/** The client's side of one chatroom: lines in, events and lines out. It outlives connections, and knows no socket. */
import { fold, sameName } from '../base/casefold.js';
import type { Millis } from '../base/result.js';
import { CAP_ECHO_MESSAGE, CAP_LABELED_RESPONSE, type ClientCap } from '../protocol/caps.js';
import type { ClientEvent, Reacted, Speech } from './event.js';
import { newLogin, resetLogin, type Login } from './login-state.js';
import type { MultilineLimits, Told } from './multiline.js';
import { emptyPast, type Past } from './past.js';
import type { Ask } from './proof.js';
import { emptyChat, findRoom, loseRooms, type ChatState } from './state.js';
import {
  putBack,
  sendAllAgain,
  sendQueue,
  settle,
  settleOldest,
  type Acknowledging,
  type Outgoing,
  type SendQueue,
} from './send-queue.js';

export interface SessionOptions {
  /** The room to enter; without one, the server's main room. */
  readonly room?: string;
  readonly password?: string;
  /** A server has proved its key at this address on an earlier visit. */
  readonly knownServer?: boolean;
  /** Makes the name of one message: 22 random characters of base64url. Without it messages go out without names. */
  readonly newKey?: () => string;
  /** Earlier messages to ask for when a room is entered; 0 asks for none. */
  readonly historyOnEntry?: number;
  /** Whether to bring up the private conversations of the last weeks at the start. */
  readonly recallConversations?: boolean;
  /** Whether a line to somebody who is not here waits until they come, however long, rather than a minute. */
  readonly waitsForPeople?: boolean;
}

/** `asked`: we have said what we can do. `registering`: we have said who we are. `ready`: the server said welcome. */
export type Phase = 'offline' | 'asked' | 'registering' | 'ready';

/** Lines that belong together (IRCv3 batch). */
export interface Batch {
  readonly type: string;
  readonly label: string;
  readonly parent: string;
  /** What it is about: of history, the room or the person. */
  readonly target: string;
  /** Lines in it so far, and those of them that are to be read together when it closes. */
  lines: number;
  /** It is known that nothing follows in its direction. */
  readonly isLast: boolean;
  /** The newest id among its lines. */
  lastId: string;
  readonly gathered: Speech[];
  /** The reactions among its lines: told after the messages. */
  readonly reactions: Reacted[];
  /** The message that it is; null for other batches. */
  readonly told: Told | null;
}

export interface Session {
  readonly options: SessionOptions;
  readonly chat: ChatState;
  readonly queue: SendQueue;
  readonly login: Login;
  /** The chatroom's own, from a file or typed; null where none was given. */
  password: string | null;
  phase: Phase;
  /** The name to register with; null until it is known. */
  wantedName: string | null;
  /** Capabilities the server offered, with their values, and those it granted, of this connection. */
  readonly offered: Map<string, string>;
  readonly granted: Set<string>;
  capsSettled: boolean;
  /** How much the server takes as one message of several lines; null: none. It holds while the connection is lost. */
  multiline: MultilineLimits | null;
  /** This connection is encrypted; to be set when it is made. */
  secure: boolean;
  /** The fingerprint of the server's certificate, where it can be known again; to be set with `secure`. */
  certificate: string | null;
  /** It is to be made again with TLS: nothing that still comes by it counts. */
  isMovingToTls: boolean;
  readonly isupport: Map<string, string>;
  readonly batches: Map<string, Batch>;
  /** Folded names of people whose words are not shown. */
  readonly ignored: Set<string>;
  /** What is known of earlier messages, and what has been asked for. */
  readonly past: Past;
  /** The AWAY line that holds, to be said again after a lost connection; null while one is there. */
  awayLine: string | null;
  /** It has just been said again, which is nothing to tell. */
  awayRestored: boolean;
  /** Said with `FAIL NICK` just before the numeric that every client understands. */
  nameAdvice: { readonly text: string; readonly suggestion: string | null } | null;
  resumeToken: string | null;
  /** Why the server is about to close this connection, where it said so. */
  closingCode: string;
  /** When it last came in, and since when what is typed is not from before: since the start, or since it came back. */
  readyAt: Millis;
  freshSince: Millis;
  /** Folded names of people for whom something waits, when to try again, and whether the person here knows. */
  readonly absent: Map<string, { readonly retryAt: Millis; readonly isTold: boolean }>;
  /** Registered at least once: from then on a lost connection is worth trying again. */
  everReady: boolean;
  /** Names taken on a return, while our ghost still holds the own one. */
  nameRetries: number;
}

/** What a step of the session brings: lines to send, things to tell. */
export interface Step {
  readonly lines: string[];
  readonly events: ClientEvent[];
  /** What only the outside can do; each is answered with `answerLogin`. */
  readonly asks: Ask[];
}

export function createSession(options: SessionOptions, now: Millis): Session {
  return {
    options,
    chat: emptyChat(),
    queue: sendQueue(now),
    login: newLogin(options.knownServer ?? false),
    password: options.password ?? null,
    phase: 'offline',
    wantedName: null,
    offered: new Map(),
    granted: new Set(),
    capsSettled: false,
    multiline: null,
    secure: false,
    certificate: null,
    isMovingToTls: false,
    isupport: new Map(),
    batches: new Map(),
    ignored: new Set(),
    past: emptyPast(),
    awayLine: null,
    awayRestored: false,
    nameAdvice: null,
    resumeToken: null,
    closingCode: '',
    readyAt: 0,
    freshSince: now,
    absent: new Map(),
    everReady: false,
    nameRetries: 0,
  };
}

export function newStep(): Step {
  return { lines: [], events: [], asks: [] };
}

/** Forgets what belonged to one connection only, and keeps rooms, names and what nobody acknowledged. */
export function disconnected(session: Session): void {
  session.phase = 'offline';
  session.offered.clear();
  session.granted.clear();
  session.capsSettled = false;
  session.isMovingToTls = false;
  session.isupport.clear();
  session.batches.clear();
  session.past.asked.clear();
  for (const one of session.past.places.values()) one.live.clear();
  session.absent.clear();
  session.nameAdvice = null;
  session.nameRetries = 0;
  resetLogin(session.login);
  session.chat.mask = null;
  // A server forgets it with the connection.
  session.chat.away = false;
  loseRooms(session.chat);
  sendAllAgain(session.queue);
}

export function has(session: Session, cap: ClientCap): boolean {
  return session.granted.has(cap);
}

export function acknowledging(session: Session): Acknowledging {
  if (!has(session, CAP_ECHO_MESSAGE)) return 'none';
  return has(session, CAP_LABELED_RESPONSE) ? 'label' : 'echo';
}

/**
 * The message that an answer settles. A server that labels its answers labels this one, and what comes without a label
 * is about something else: what one says from another place, or a command of the same name.
 */
export function settleAnswered(session: Session, label: string, target: string): Outgoing | null {
  if (label !== '') return settle(session.queue, Number(label));
  return acknowledging(session) === 'label' ? null : settleOldest(session.queue, target);
}

/** Milliseconds after coming in for which others may be on their way back too; a script gives them up then. */
const ABSENT_MS = 60_000;

/** Milliseconds between tries to reach them in that time, and afterwards. */
const ABSENT_RETRY_MS = 2000;
const ABSENT_LATER_MS = 15_000;

/** Milliseconds after coming in from which it is worth telling that a line waits for somebody. */
const ABSENT_TOLD_MS = 10_000;

/**
 * The other one may come later than we: what was typed before the last start, or while the server was away, is not
 * given up for that, nor is what was typed to them since. False where they are simply not here.
 */
export function waitForThem(session: Session, item: Outgoing, now: Millis, step: Step): boolean {
  const { queue, absent, options } = session;
  const { target } = item;
  const sinceReady = now - session.readyAt;
  const isOld = item.typedAt < session.freshSince || isBehind(queue, item);
  const mayWait = options.waitsForPeople === true || sinceReady <= ABSENT_MS;
  if (!isOld || !mayWait || isRoomTarget(session, target)) return false;
  const isTold = absent.get(fold(target))?.isTold ?? false;
  const retryAt = now + (sinceReady <= ABSENT_MS ? ABSENT_RETRY_MS : ABSENT_LATER_MS);
  absent.set(fold(target), { retryAt, isTold: isTold || sinceReady >= ABSENT_TOLD_MS });
  putBack(queue, item);
  if (!isTold && sinceReady >= ABSENT_TOLD_MS) {
    const text = `${target} is not here: what you typed waits until they come.`;
    step.events.push({ kind: 'info', place: target, text, at: now });
  }
  return true;
}

/** Something that was typed before it to the same person waits. */
function isBehind(queue: SendQueue, { id, target }: Outgoing): boolean {
  return queue.items.some((one) => one.state === 'waiting' && one.id !== id && sameName(one.target, target));
}

/** They have shown themselves: what waits for them goes out now. */
export function isHere(session: Session, name: string): void {
  session.absent.delete(fold(name));
}

/** Whether it can be sent now. */
export function mayTry(session: Session, target: string, now: Millis): boolean {
  if (!isOpen(session, target)) return false;
  return session.absent.size === 0 || (session.absent.get(fold(target))?.retryAt ?? 0) <= now;
}

/** Whether what is said there now can arrive. */
export function isOpen(session: Session, target: string): boolean {
  if (session.phase !== 'ready') return false;
  return !isRoomTarget(session, target) || findRoom(session.chat, target)?.inside === true;
}

export function isRoomTarget(session: Session, target: string): boolean {
  return (session.isupport.get('CHANTYPES') ?? '#&').includes(target.charAt(0)) && target !== '';
}

/** Whether it was closed for want of the chatroom's password, which can be typed: one in a file is not made right so. */
export function asksRoomPassword(session: Session, closingCode: string): boolean {
  return closingCode === 'PASSWORD' && session.options.password === undefined;
}

/** The room one is put into on arrival. */
export function mainRoom(session: Session): string {
  return session.options.room ?? session.isupport.get('MAINROOM') ?? '#lobby';
}

/** The symbols of ranks in a room, highest first, and the mode letters they stand for (ISUPPORT PREFIX). */
export function rankSymbols(session: Session): { readonly letters: string; readonly symbols: string } {
  const [, letters = '', symbols = ''] =
    /^\(([^)]*)\)(.*)$/.exec(session.isupport.get('PREFIX') ?? '(ov)@+') ?? [];
  return { letters, symbols };
}

/** True when that changed anything. */
export function setIgnored(session: Session, name: string, on: boolean): boolean {
  const folded = fold(name);
  if (session.ignored.has(folded) === on) return false;
  if (on) session.ignored.add(folded);
  else session.ignored.delete(folded);
  return true;
}

export function isIgnored(session: Session, name: string): boolean {
  return session.ignored.size > 0 && session.ignored.has(fold(name));
}

/**
 * Whether it was said here: also what was sent over a connection that was lost, and comes back while the own name is
 * still held by the ghost of that one.
 */
export function isOurs({ queue }: Session, { own, place, text }: Speech): boolean {
  const isIt = (one: Outgoing): boolean => one.again && sameName(one.target, place) && one.text === text;
  return own || queue.items.some(isIt);
}

export function isOwnName(session: Session, name: string): boolean {
  return sameName(name, session.chat.me);
}
