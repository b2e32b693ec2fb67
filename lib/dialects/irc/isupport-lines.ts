/** RPL_ISUPPORT as lines: in a batch of their own for those who asked for that (IRCv3 draft/extended-isupport). */
import { numeric, type Answering } from './answer.js';
import { inBatch } from './batch.js';
import { isupportLines } from './isupport.js';

/** No two of these batches are open together. */
const REFERENCE = 'isupport';

export function isupportNumerics(to: Answering): readonly string[] {
  return isupportOf(to, isupportLines(to.surroundings.settings));
}

/** Some of them: those that have changed, `-` before one that is gone. */
export function isupportOf(to: Answering, lines: readonly (readonly string[])[]): readonly string[] {
  const numerics = lines.map((tokens) => numeric(to, 'RPL_ISUPPORT', tokens, 'are supported by this server'));
  const isBatched = to.caps.has('batch') && to.caps.has('draft/extended-isupport');
  return inBatch(to, isBatched ? REFERENCE : null, ['draft/isupport'], numerics);
}
