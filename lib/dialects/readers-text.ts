/** What newcomers are told of who can read the main room, now and later: the same words in each dialect. */
import type { HistoryRule } from '../core/world.js';

export function readersText(mainRoom: string, history: HistoryRule): string {
  const readers = `Everyone on this network can read ${mainRoom}`;
  return history === 'open'
    ? `${readers}, and what is said there is kept for newcomers.`
    : `${readers}; what is said there is kept by the host, and newcomers are not shown it.`;
}
