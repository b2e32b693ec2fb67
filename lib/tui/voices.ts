/** Who has spoken in a room lately, and whose coming was kept quiet because they had not. */
import { fold } from '../base/casefold.js';
import type { Millis } from '../base/result.js';
import { clockWords, type ClockFormat } from '../client/clock.js';
import type { ClientEvent } from '../client/event.js';
import { sentence } from '../client/words.js';

/** Whoever spoke within this time is missed when they go. */
const SPOKE_MS = 5 * 60_000;

/** Whoever came within this time and speaks is new to the reader. */
const CAME_MS = 30 * 60_000;

/** Whoever came within this time has come just now. */
const JUST_NOW_MS = 60_000;

/** People remembered before those of long ago are forgotten. */
const PEOPLE_MAX = 2000;

export type Quiet = Extract<ClientEvent, { kind: 'joined' | 'renamed' }>;

export interface Voices {
  readonly spoke: Map<string, Millis>;
  /** Comings, and changes of name, that were not told. */
  readonly quiet: Map<string, Quiet>;
}

export function noVoices(): Voices {
  return { spoke: new Map(), quiet: new Map() };
}

export function noteSpeech({ spoke }: Voices, who: string, at: Millis): void {
  const name = fold(who);
  spoke.set(name, Math.max(spoke.get(name) ?? 0, at));
  if (spoke.size <= PEOPLE_MAX) return;
  for (const [one, last] of spoke) if (last < at - SPOKE_MS) spoke.delete(one);
  dropOldest(spoke);
}

export function hasSpokenLately({ spoke }: Voices, who: string, now: Millis): boolean {
  return (spoke.get(fold(who)) ?? -Infinity) >= now - SPOKE_MS;
}

export function keepQuiet({ quiet }: Voices, who: string, event: Quiet): void {
  quiet.delete(fold(who));
  quiet.set(fold(who), event);
  dropOldest(quiet);
}

export function isQuiet({ quiet }: Voices, who: string): boolean {
  return quiet.has(fold(who));
}

/** They have gone again: there is nothing to tell any more. */
export function forgetQuiet({ quiet }: Voices, who: string): void {
  quiet.delete(fold(who));
}

/** What was kept quiet about somebody who speaks now; null when it was nothing, or long ago. */
export function takeQuiet({ quiet }: Voices, who: string, now: Millis): Quiet | null {
  const event = quiet.get(fold(who));
  if (event === undefined) return null;
  quiet.delete(fold(who));
  return event.at >= now - CAME_MS ? event : null;
}

/** What was kept quiet, told `at` a later time. */
export function quietText(event: Quiet, at: Millis, format: ClockFormat): string {
  if (event.kind === 'renamed') return sentence(event) ?? '';
  const isJustNow = at - event.at <= JUST_NOW_MS;
  return isJustNow
    ? `${event.who} has joined the chat.`
    : `${event.who} came in at ${clockWords(event.at, format)}.`;
}

/** What is known of a person goes with them to their new name. */
export function renameVoice({ spoke, quiet }: Voices, from: string, to: string): void {
  const last = spoke.get(fold(from));
  spoke.delete(fold(from));
  if (last !== undefined) spoke.set(fold(to), last);
  const event = quiet.get(fold(from));
  quiet.delete(fold(from));
  if (event !== undefined)
    quiet.set(fold(to), event.kind === 'joined' ? { ...event, who: to } : { ...event, to });
}

function dropOldest(map: Map<string, unknown>): void {
  for (const key of map.keys()) {
    if (map.size <= PEOPLE_MAX) return;
    map.delete(key);
  }
}
