/** The time of day as a person has chosen to read it (`/set time`). */
import type { Millis } from '../base/result.js';
import type { Settings } from './settings.js';

export type ClockFormat = Settings['time'];

/** Columns of a time; 0 where it is left out. */
export const CLOCK_COLUMNS: Readonly<Record<ClockFormat, number>> = {
  '24h': 5,
  '12h': 8,
  seconds: 8,
  off: 0,
};

/** Empty where it is left out. Written by hand: the platform's own way costs milliseconds at start. */
export function clockText(at: Millis, format: ClockFormat): string {
  const date = new Date(at);
  const hours = date.getHours();
  const minutes = two(date.getMinutes());
  switch (format) {
    case '24h':
      return `${two(hours)}:${minutes}`;
    case '12h':
      return `${String(hours % 12 || 12).padStart(2)}:${minutes} ${hours < 12 ? 'am' : 'pm'}`;
    case 'seconds':
      return `${two(hours)}:${minutes}:${two(date.getSeconds())}`;
    case 'off':
      return '';
  }
}

/** For a sentence that needs one: also where times are left out elsewhere. */
export function clockWords(at: Millis, format: ClockFormat): string {
  return clockText(at, format === 'off' ? '24h' : format).trimStart();
}

/** Whether two moments read the same. */
export function isSameOnClock(one: Millis, other: Millis, format: ClockFormat): boolean {
  const unit = format === 'seconds' ? 1000 : 60_000;
  return Math.floor(one / unit) === Math.floor(other / unit);
}

/** Dates are written so that nobody takes the month for the day. */
export function dateText(at: Millis): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
