/** What servers that keep messages say of them: whom we have written with, and how far we have read. */
import type { Incoming } from '../incoming.js';
import type { Session, Step } from '../session.js';

/** Conversations named in one answer; beyond it a server makes them up. */
const TARGETS_MAX = 100;

/** `CHATHISTORY TARGETS <who> <time>`: a line of the answer. */
export function target(session: Session, line: Incoming): void {
  const [what = '', who = ''] = line.params;
  const { targets } = session.past;
  if (what === 'TARGETS' && who !== '' && targets.length < TARGETS_MAX) targets.push(who);
}

/** `MARKREAD <target> timestamp=<time>`, or `*` where nothing was read yet. */
export function markRead(_session: Session, line: Incoming, step: Step): void {
  const [place = '', word = ''] = line.params;
  const time = Date.parse(word.replace(/^timestamp=/, ''));
  if (place === '' || (word !== '*' && Number.isNaN(time))) return;
  step.events.push({ kind: 'read-until', place, until: word === '*' ? null : time });
}
