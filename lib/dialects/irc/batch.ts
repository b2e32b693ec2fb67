/** Lines that belong together (IRCv3 batch). */
import { serverLine, type Answering } from './answer.js';
import { withTag } from './labels.js';

/** `params` are the type of the batch and what it is about; without a reference the lines stand alone. */
export function inBatch(
  to: Answering,
  reference: string | null,
  params: readonly string[],
  lines: readonly string[],
): readonly string[] {
  if (reference === null) return lines;
  return [
    serverLine(to, 'BATCH', [`+${reference}`, ...params]),
    // What is in a batch of its own is in this one by that (IRCv3 batch, "Nested batches").
    ...lines.map((line) => (line.startsWith('@batch=') ? line : withTag(line, `batch=${reference}`))),
    serverLine(to, 'BATCH', [`-${reference}`]),
  ];
}
