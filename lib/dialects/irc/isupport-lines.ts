/** RPL_ISUPPORT as lines: in a batch of their own for those who asked for that (IRCv3 draft/extended-isupport). */
import { numeric, type Answering } from './answer.js';
import { inBatch } from './batch.js';
import { isupportLines } from './isupport.js';

/** No two of these batches are open together. */
const REFERENCE = 'isupport';

export function isupportNumerics(to: Answering): readonly string[] {
  const lines = isupportLines(to.surroundings.settings).map((tokens) =>
    numeric(to, 'RPL_ISUPPORT', tokens, 'are supported by this server'),
  );
  const isBatched = to.caps.has('batch') && to.caps.has('draft/extended-isupport');
  return inBatch(to, isBatched ? REFERENCE : null, ['draft/isupport'], lines);
}
