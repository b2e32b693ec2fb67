/** Batches in what a program was sent (IRCv3 batch). */
import { parseLine } from '../../lib/protocol/line.js';

export interface Batch {
  readonly type: string;
  readonly params: readonly string[];
  readonly label: string | undefined;
  /** Its lines, without the tag that says so. */
  readonly lines: readonly string[];
  readonly inner: readonly Batch[];
}

/** All that are not within another; what is outside of every batch is left out, and what is not closed fails. */
export function batchesIn(lines: readonly string[]): readonly Batch[] {
  const open = new Map<string, { batch: Batch & { lines: string[]; inner: Batch[] }; parent: string }>();
  const done: Batch[] = [];
  for (const text of lines) {
    const line = parseLine(text);
    const within = line?.tags.get('batch') ?? '';
    const [reference = '', type = '', ...params] = line?.command === 'BATCH' ? line.params : [];
    if (reference.startsWith('+')) {
      const label = line?.tags.get('label');
      open.set(reference.slice(1), { batch: { type, params, label, lines: [], inner: [] }, parent: within });
    } else if (reference.startsWith('-')) {
      const ended = open.get(reference.slice(1));
      if (ended === undefined) throw new Error(`not open: ${text}`);
      open.delete(reference.slice(1));
      (open.get(ended.parent)?.batch.inner ?? done).push(ended.batch);
    } else if (within !== '') {
      const batch = open.get(within)?.batch;
      if (batch === undefined) throw new Error(`in no batch: ${text}`);
      batch.lines.push(text.replace(/^@batch=[^; ]+;?/, '@').replace(/^@ /, ''));
    }
  }
  if (open.size > 0) throw new Error(`still open: ${[...open.keys()].join(' ')}`);
  return done;
}
