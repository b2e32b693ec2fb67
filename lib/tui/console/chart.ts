/** The last hour in minutes: how many people were here, how much was said, drawn as one row of bars each. */
import { MINUTE_MS, type Millis } from '../../base/result.js';

/** Minutes kept: as many as the widest chart shows. */
export const MINUTES_KEPT = 60;

export interface Minute {
  readonly minute: number;
  /** The most that were here at once. */
  people: number;
  messages: number;
}

export interface Chart {
  /** Oldest first, without gaps; the last one is still going on. */
  readonly minutes: Minute[];
  /** All messages counted so far; null before the first look. */
  counted: number | null;
}

export function emptyChart(): Chart {
  return { minutes: [], counted: null };
}

/** Takes down what is so now; to be called at least once a minute. A clock that was put back changes nothing. */
export function record(chart: Chart, now: Millis, people: number, messages: number): void {
  const minute = Math.floor(now / MINUTE_MS);
  const said = chart.counted === null ? 0 : Math.max(0, messages - chart.counted);
  chart.counted = messages;
  addMinutesUntil(chart, minute, people);
  const last = chart.minutes.at(-1);
  if (last === undefined) return;
  last.people = Math.max(last.people, people);
  last.messages += said;
}

/** A machine that slept has minutes in which nothing was said. */
function addMinutesUntil({ minutes }: Chart, minute: number, people: number): void {
  const last = minutes.at(-1);
  const from = last === undefined ? minute : Math.max(last.minute + 1, minute - MINUTES_KEPT + 1);
  for (let next = from; next <= minute; next += 1) minutes.push({ minute: next, people, messages: 0 });
  minutes.splice(0, minutes.length - MINUTES_KEPT);
}

const BARS = Array.from('\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588');

/** The newest values as bars of one row, `width` of them at most; nothing has the lowest bar, the most the highest. */
export function bars(values: readonly number[], width: number): string {
  const shown = values.slice(-width);
  const most = Math.max(...shown, 1);
  const bar = (value: number): string => BARS[Math.ceil((value / most) * (BARS.length - 1))] ?? '';
  return shown.map(bar).join('');
}
