/** Catching up: what was said before is told before what is said now, each message once. */
import type { Millis } from '../base/result.js';
import { askAgainLines, askLines, canAsk, canMark, isAbout, markReadLine, takeAsked } from './asking.js';
import type { Page } from './event.js';
import { findPast, forgetPast, pastOf, remember, type Ask, type Asked, type PlacePast } from './past.js';
import { catchUpLine } from './requests.js';
import { isOurs, isRoomTarget, type Batch, type Session, type Step } from './session.js';

/** Milliseconds a server may take to answer; a question about a room is answered in one on any network. */
const ANSWER_MS = 10_000;

const NO_ANSWER = 'The server does not answer.';

/** Begins the token of a PING that follows a question, before its label. */
const PAST = 'past-';

/** Messages told in one catching up, as many as a window keeps; beyond it only the newest are, and the rest is read by scrolling up. */
const CAUGHT_UP_MAX = 100_000;

/** A page with fewer messages is the last one: a server may cut a page of very long messages, but not to so few. */
const CUT_PAGE_MIN = 20;

/** After our own JOIN: asks for what was said, and holds back what is being said until that is told. */
export function enterPlace(session: Session, place: string, at: Millis, now: Millis, step: Step): void {
  const known = findPast(session.past, place);
  const one = known ?? pastOf(session.past, place, at);
  const wanted = known !== undefined || (session.options.historyOnEntry ?? 1) > 0;
  if (wanted && canAsk(session))
    catchUp(session, one, known === undefined ? entryOf(place) : missedOf(place), now, step);
  else release(one, step);
}

type Missed = Extract<Ask, { kind: 'missed' }>;

function entryOf(place: string): Ask {
  return { kind: 'entry', place };
}

function missedOf(place: string): Ask {
  return { kind: 'missed', place, from: 'last' };
}

function catchUp(session: Session, one: PlacePast, ask: Ask, now: Millis, step: Step): void {
  one.catchingUp = true;
  one.caughtUp = 0;
  step.lines.push(...askLines(session, ask, now));
  if (ask.kind === 'missed' && one.lastId !== '')
    step.lines.push(...askAgainLines(session, one.place, one.lastAt, now));
}

/** Left by choice: what was said there is forgotten with it. */
export function leavePlace(session: Session, place: string, step: Step): void {
  stopCatchingUp(session, place, step);
  forgetPast(session.past, place);
}

/** Put out: when one comes back, one wants to know what was missed. */
export function stopCatchingUp(session: Session, place: string, step: Step): void {
  const { past } = session;
  for (const [label, { ask }] of past.asked) if (isAbout(place)(ask)) past.asked.delete(label);
  const one = findPast(past, place);
  if (one !== undefined) release(one, step);
}

function release(one: PlacePast, step: Step): void {
  one.catchingUp = false;
  one.overflowed = false;
  one.live.clear();
  step.events.push(...one.held);
  one.held = [];
}

/** After the welcome: who wrote to us while we were gone. Only accounts are told; others get an empty answer. */
export function askForPeople(session: Session, isReturn: boolean, now: Millis, step: Step): void {
  const people = conversations(session);
  if (!canAsk(session)) {
    for (const one of people) release(one, step);
    return;
  }
  if (!isReturn && session.options.recallConversations !== true) return;
  for (const one of people) one.catchingUp = true;
  session.past.targets = [];
  step.lines.push(...askLines(session, { kind: 'people', place: '' }, now));
}

function conversations(session: Session): readonly PlacePast[] {
  return [...session.past.places.values()].filter((one) => !isRoomTarget(session, one.place));
}

/** The answer to it is complete. */
function peopleTold(session: Session, now: Millis, step: Step): void {
  const { past } = session;
  const targets = past.targets.filter((name) => !isRoomTarget(session, name));
  past.targets = [];
  const named = (place: string): boolean => targets.some((name) => isAbout(name)({ kind: 'entry', place }));
  for (const one of conversations(session)) if (!named(one.place)) release(one, step);
  for (const name of targets) {
    const known = findPast(past, name);
    const ask = known === undefined ? entryOf(name) : missedOf(name);
    catchUp(session, known ?? pastOf(past, name, 0), ask, now, step);
    if (known === undefined && canMark(session)) step.lines.push(markReadLine(name, null));
  }
}

/** A batch of earlier messages is complete. */
export function batchClosed(session: Session, batch: Batch, label: string, now: Millis, step: Step): void {
  const found = takeAsked(session.past, label, (ask) => answers(batch, ask));
  if (found !== null) answered(session, found.asked, batch, now, step);
  else if (batch.gathered.length > 0) {
    // Nobody asked: a bouncer tells what it has kept.
    const one = pastOf(session.past, batch.target, now);
    step.events.push(pageOf(one.place, 'missed', fresh(session, one, batch), { end: true }));
  }
  step.events.push(...batch.reactions);
}

function answers({ type, target }: Batch, ask: Ask): boolean {
  if (ask.kind === 'people') return type === 'draft/chathistory-targets';
  if (ask.kind === 'search') return type === 'soju.im/search';
  return type === 'chathistory' && isAbout(target)(ask);
}

/** An answer without anything in it may be a bare ACK. */
export function emptyAnswer(session: Session, label: string, now: Millis, step: Step): boolean {
  const found = takeAsked(session.past, label, () => false);
  if (found === null) return false;
  const batch = {
    type: '',
    label,
    parent: '',
    target: found.asked.ask.place,
    lines: 0,
    isLast: false,
    lastId: '',
    gathered: [],
    reactions: [],
    told: null,
  };
  answered(session, found.asked, batch, now, step);
  return true;
}

function answered(session: Session, asked: Asked, batch: Batch, now: Millis, step: Step): void {
  const { ask, limit } = asked;
  const end = batch.isLast || batch.lines < Math.min(limit, CUT_PAGE_MIN);
  switch (ask.kind) {
    case 'people':
      peopleTold(session, now, step);
      return;
    case 'search':
      step.events.push({
        kind: 'found',
        place: ask.place,
        words: ask.words,
        messages: batch.gathered,
        more: batch.lines >= limit,
      });
      return;
    case 'again':
      step.events.push({ kind: 'looked-again', place: ask.place, ids: batch.gathered.map(({ id }) => id) });
      return;
    case 'before':
    case 'after':
    case 'around':
      step.events.push(pageOf(ask.place, ask.kind, batch.gathered, { end, id: ask.id }));
      return;
    case 'entry': {
      const one = pastOf(session.past, ask.place, now);
      step.events.push(pageOf(ask.place, 'entry', fresh(session, one, batch), { end }));
      toldUpTo(one, batch);
      if (one.overflowed) askOn(session, one, now, step);
      else release(one, step);
      return;
    }
    case 'missed':
      missedTold(session, ask, batch, limit, now, step);
  }
}

/** Page by page, until one is short or tells what has been heard since: from there on everything waits. */
function missedTold(
  session: Session,
  { place, from }: Missed,
  batch: Batch,
  limit: number,
  now: Millis,
  step: Step,
): void {
  const one = pastOf(session.past, place, now);
  // Nothing came, or the server does not know any more what came last.
  if (batch.lines === 0 && from === 'last' && one.caughtUp === 0 && one.lastId !== '') {
    askMissed(session, place, 'time', now, step);
    return;
  }
  const isShort = batch.isLast || batch.lines < Math.min(CUT_PAGE_MIN, limit / 2);
  const hasMet = batch.gathered.some(({ id }) => one.live.has(id));
  const before = one.lastId;
  const messages = fresh(session, one, batch);
  toldUpTo(one, batch);
  const isFull = batch.lines >= limit;
  const gap = from === 'newest' && isFull && messages.length === batch.gathered.length;
  step.events.push(pageOf(place, 'missed', messages, { end: isShort || hasMet, gap: gapOf(gap, one) }));
  one.caughtUp += batch.lines;
  // A server that tells the same page again and again must not keep us here.
  const isStuck = one.lastId === before;
  if (from === 'newest') leaveInGap(one, messages);
  if (from === 'newest' || (!one.overflowed && (isShort || hasMet || isStuck))) release(one, step);
  else askOn(session, one, now, step);
}

function gapOf(gap: boolean, { caughtUp }: PlacePast): Page['gap'] {
  if (!gap) return 'none';
  return caughtUp < CAUGHT_UP_MAX ? 'refused' : 'too-much';
}

/** What waited, and was said before the newest page, is behind the gap, where it is read by scrolling back. */
function leaveInGap(one: PlacePast, messages: Page['messages']): void {
  const [first] = messages;
  if (first !== undefined)
    one.held = one.held.filter((event) => event.kind !== 'speech' || event.id === '' || event.at >= first.at);
}

/** The next page begins where this one ended, whatever of it was known already or not to be shown. */
function toldUpTo(one: PlacePast, { lastId }: Batch): void {
  if (lastId !== '') one.lastId = lastId;
}

/** What had to be let go of meanwhile was kept before this question, and so is in an answer to it. */
function askOn(session: Session, one: PlacePast, now: Millis, step: Step): void {
  one.overflowed = false;
  askMissed(session, one.place, one.caughtUp < CAUGHT_UP_MAX ? 'last' : 'newest', now, step);
}

function askMissed(session: Session, place: string, from: Missed['from'], now: Millis, step: Step): void {
  step.lines.push(...askLines(session, { kind: 'missed', place, from }, now));
}

/** Those not told yet. What a page tells need not wait behind it any more. */
function fresh(session: Session, one: PlacePast, batch: Batch): Batch['gathered'] {
  const ids = new Set(batch.gathered.map(({ id }) => id));
  one.held = one.held.filter((event) => event.kind !== 'speech' || event.id === '' || !ids.has(event.id));
  return batch.gathered.filter((message) => remember(session.past, one, message, isOurs(session, message)));
}

function pageOf(
  place: string,
  why: Page['why'],
  messages: Page['messages'],
  { end, gap = 'none', id = '' }: { readonly end: boolean; readonly gap?: Page['gap']; readonly id?: string },
): Page {
  return { kind: 'page', place, why, messages, end, gap, id };
}

/** The server will not tell. Without the message it was to begin at, those since its time are asked for, or else the newest. */
export function notTold(
  session: Session,
  about: { readonly label: string; readonly ask?: (ask: Ask) => boolean },
  text: string,
  now: Millis,
  step: Step,
): boolean {
  const found = takeAsked(session.past, about.label, about.ask ?? (() => false));
  if (found === null) return false;
  giveUp(session, found.asked.ask, text, now, step);
  return true;
}

function giveUp(session: Session, ask: Ask, text: string, now: Millis, step: Step): void {
  const one = findPast(session.past, ask.place);
  switch (ask.kind) {
    case 'people':
      peopleTold(session, now, step);
      return;
    case 'missed':
      if (ask.from === 'last') askMissed(session, ask.place, 'time', now, step);
      else if (ask.from === 'time') askMissed(session, ask.place, 'newest', now, step);
      else if (one !== undefined) release(one, step);
      return;
    case 'entry':
      if (one !== undefined) release(one, step);
      return;
    case 'again':
      return;
    case 'before':
    case 'after':
    case 'around':
    case 'search':
      step.events.push({ kind: 'not-told', place: ask.place, why: ask.kind, text, at: now });
  }
}

/**
 * What was asked long ago will not be answered any more. What was missed is given up last: after a silence on the wire,
 * or a sleep of ours, the answer may be the next line to be read, so the server first shows that it is past it.
 */
export function giveUpOverdue(session: Session, now: Millis, step: Step): void {
  const { asked } = session.past;
  for (const [label, one] of asked) {
    if (now - one.at < ANSWER_MS || one.late === true) continue;
    if (one.ask.kind === 'missed') {
      asked.set(label, { ...one, late: true });
      step.lines.push(catchUpLine(`${PAST}${label}`));
      continue;
    }
    asked.delete(label);
    giveUp(session, one.ask, NO_ANSWER, now, step);
  }
}

/** The server has answered what was asked after a question that is late. */
export function giveUpLate(session: Session, token: string, now: Millis, step: Step): void {
  const label = token.startsWith(PAST) ? token.slice(PAST.length) : '';
  const found = session.past.asked.get(label);
  // A second question to a server that does not answer would only take as long again.
  const ask: Ask | undefined = found?.ask.kind === 'missed' ? { ...found.ask, from: 'newest' } : found?.ask;
  if (ask === undefined) return;
  session.past.asked.delete(label);
  giveUp(session, ask, NO_ANSWER, now, step);
}
