/** What METADATA answers, its numerics and its batches (IRCv3 draft/metadata-3). */
import { METADATA_VALUE_BYTES_MAX } from '../../base/limits.js';
import { unreachable } from '../../base/result.js';
import type { MetadataRefusal, Refusal } from '../../core/refusal.js';
import type { MetadataRow, Reply } from '../../core/reply.js';
import { CAP_BATCH, CAP_METADATA } from '../../protocol/caps.js';
import { middle, numeric, serverLine, type Answering } from './answer.js';
import { inBatch } from './batch.js';
import type { Caps } from './caps.js';
import { wordLines } from './words.js';

type ReplyOf<K extends Reply['kind']> = Extract<Reply, { kind: K }>;
type RefusalOf<W extends Refusal['why']> = Extract<Refusal, { why: W }>;

/** Seconds after which a large room may be asked about. */
const LATER_SECONDS = 4;

/** Everything is visible to everybody who sees the target. */
const VISIBLE = '*';

/** "A client who has negotiated both the capability and batch" ("Definitions"). */
export function speaksMetadata(caps: Caps): boolean {
  return caps.has(CAP_METADATA) && caps.has(CAP_BATCH);
}

/** Those who have not asked for it are told nothing of what comes by itself. */
export function metadataLines(
  to: Answering,
  { target, rows, isBatch }: Pick<ReplyOf<'metadata'>, 'target' | 'rows' | 'isBatch'>,
  nextBatch: () => string | null,
): readonly string[] {
  if (!speaksMetadata(to.caps)) return [];
  const lines = rows.map((row) => rowLine(to, row));
  return isBatch ? inBatch(to, nextBatch(), ['metadata', target], lines) : lines;
}

function rowLine(to: Answering, row: MetadataRow): string {
  switch (row.kind) {
    case 'value':
      return numeric(to, 'RPL_KEYVALUE', [row.target, row.key, VISIBLE], row.value);
    case 'not-set':
      return numeric(to, 'RPL_KEYNOTSET', [row.target, row.key], 'Key not set');
    case 'bad-key':
      return metadataFailure(to, { code: 'INVALID_KEY', context: [row.key], isWarning: true });
    default:
      return unreachable(row);
  }
}

/** SUBS alone has a batch, which has no parameter ("Batch types"). */
export function subscriptionLines(
  to: Answering,
  { what, keys }: Pick<ReplyOf<'metadata-subscriptions'>, 'what' | 'keys'>,
  nextBatch: () => string | null,
): readonly string[] {
  const some = wordLines(keys);
  switch (what) {
    case 'added':
      return some.map((line) => numeric(to, 'RPL_METADATASUBOK', line.split(' ')));
    case 'removed':
      return some.map((line) => numeric(to, 'RPL_METADATAUNSUBOK', line.split(' ')));
    case 'all': {
      const lines = some.map((line) => numeric(to, 'RPL_METADATASUBS', line.split(' ')));
      return inBatch(to, nextBatch(), ['metadata-subs'], lines);
    }
    default:
      return unreachable(what);
  }
}

export function syncLaterLines(to: Answering, target: string): readonly string[] {
  if (!speaksMetadata(to.caps)) return [];
  const text = `There is much of it: METADATA ${target} SYNC brings it`;
  return [numeric(to, 'ERR_METADATASYNCLATER', [target, String(LATER_SECONDS)], text)];
}

const FAILURES: Readonly<Record<MetadataRefusal, string>> = {
  INVALID_KEY: 'A key has only small letters, digits and _ . / -',
  INVALID_TARGET: 'There is no such person or room',
  INVALID_VALUE: `A value has at most ${METADATA_VALUE_BYTES_MAX} bytes`,
  KEY_NO_PERMISSION: 'You may not change that',
  LIMIT_REACHED: 'There are as many as there may be',
};

/** FAIL where nothing is done, WARN where the rest is ("Errata"). */
export function metadataFailure(
  to: Answering,
  { code, context, isWarning }: Pick<RefusalOf<'metadata'>, 'code' | 'context' | 'isWarning'>,
): string {
  const kind = isWarning === true ? 'WARN' : 'FAIL';
  return serverLine(
    to,
    kind,
    ['METADATA', code, ...context.map((param) => middle(to, param))],
    FAILURES[code],
  );
}

/** What one has from before, told on coming in ("Automatic synchronization"); an empty batch where that is nothing. */
export function ownMetadata(
  to: Answering,
  values: ReadonlyMap<string, string>,
  nextBatch: () => string | null,
): readonly string[] {
  const rows = Array.from(values, ([key, value]) => ({ kind: 'value', target: to.me, key, value }) as const);
  return metadataLines(to, { target: to.me, rows, isBatch: true }, nextBatch);
}
