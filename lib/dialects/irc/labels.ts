/** Puts an answer under the label of its command (IRCv3 labeled-response). */
import { escapeTagValue } from '../../protocol/tags.js';

/**
 * Nothing to say is an ACK, one line carries the label itself, and more become a batch of type labeled-response.
 * `reference` names the batch; it must not be in use by another batch of this connection. Null, for those who do
 * not understand batches any more: the first line alone carries the label.
 */
export function underLabel(
  server: string,
  label: string,
  lines: readonly string[],
  reference: string | null,
): readonly string[] {
  const tag = `label=${escapeTagValue(label)}`;
  const [only] = lines;
  if (only === undefined) return [`@${tag} :${server} ACK`];
  if (lines.length === 1 || reference === null || isOneBatch(lines))
    return [withTag(only, tag), ...lines.slice(1)];
  return [
    `@${tag} :${server} BATCH +${reference} labeled-response`,
    // What is in a batch of its own is in this one by that (IRCv3 batch, "Nested batches").
    ...lines.map((line) => (line.startsWith('@batch=') ? line : withTag(line, `batch=${reference}`))),
    `:${server} BATCH -${reference}`,
  ];
}

/** The echo of a message of several lines is one batch, and carries the label itself (IRCv3 draft/multiline). */
function isOneBatch(lines: readonly string[]): boolean {
  const [, opened] = / BATCH \+(\S+) draft\/multiline /.exec(lines[0] ?? '') ?? [];
  return opened !== undefined && lines.at(-1)?.endsWith(` BATCH -${opened}`) === true;
}

export function withTag(line: string, tag: string): string {
  return line.startsWith('@') ? `@${tag};${line.slice(1)}` : `@${tag} ${line}`;
}
