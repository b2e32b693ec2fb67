/** When something was said, as short as it is clear, in the server's own time zone, which is the people's in one building. */
import type { Millis } from '../../base/result.js';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Days for which the name of the day alone tells which one it was. */
const WEEKDAY_DAYS = 6;

const DAY_MS = 86_400_000;

/** `14:02` today, `Mon 14:02` in the last days, `3 Nov 14:02` this year, `3 Nov 2025 14:02` before. */
export function whenText(at: Millis, now: Millis): string {
  const time = new Date(at);
  const today = new Date(now);
  const clock = `${String(time.getHours()).padStart(2, '0')}:${String(time.getMinutes()).padStart(2, '0')}`;
  // Days are not all of one length: where clocks are changed one has 23 or 25 hours.
  const days = Math.round((midnight(today) - midnight(time)) / DAY_MS);
  if (days === 0) return clock;
  if (days > 0 && days <= WEEKDAY_DAYS) return `${WEEKDAYS[time.getDay()] ?? ''} ${clock}`;
  const date = `${time.getDate()} ${MONTHS[time.getMonth()] ?? ''}`;
  const year = time.getFullYear() === today.getFullYear() ? '' : ` ${time.getFullYear()}`;
  return `${date}${year} ${clock}`;
}

function midnight(time: Date): Millis {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();
}
