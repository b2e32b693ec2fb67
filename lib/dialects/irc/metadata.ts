/** METADATA, its numerics and its batches (IRCv3 draft/metadata-2). */
import { METADATA_KEYS_MAX, METADATA_SUBSCRIBED_MAX, METADATA_VALUE_BYTES_MAX } from '../../base/limits.js';
import { unreachable } from '../../base/result.js';
import type { MetadataRefusal, Refusal } from '../../core/refusal.js';
import type { MetadataRow, Reply } from '../../core/reply.js';
import { CAP_METADATA } from '../../protocol/caps.js';
import type { Action } from '../dialect.js';
import { middle, numeric, serverLine, type Answering } from './answer.js';
import { inBatch } from './batch.js';
import { ask, needMoreParams, NO_PARAMS, type Asked, type Row } from './rows.js';
import { answering } from './visitor.js';
import { wordLines } from './words.js';

type ReplyOf<K extends Reply['kind']> = Extract<Reply, { kind: K }>;
type RefusalOf<W extends Refusal['why']> = Extract<Refusal, { why: W }>;

/** Seconds after which a large room may be asked about. */
const LATER_SECONDS = 4;

/** Everything is visible to everybody who sees the target. */
const VISIBLE = '*';

/** A value that is the last parameter, and none where it is to be taken away. */
export const METADATA_ROW: Row = { min: 2, text: 3, needs: CAP_METADATA, run: metadata };

function metadata(asked: Asked): readonly Action[] {
  const [target = '*', subcommand = '', ...rest] = asked.params;
  const [first, value = ''] = rest;
  const keys = rest.map((key) => key.toLowerCase());
  switch (subcommand.toUpperCase()) {
    case 'GET':
      return withKeys(asked, keys, ask('metadata-get', { target, keys }));
    case 'LIST':
      return [ask('metadata-list', { target })];
    case 'SET':
      if (first === undefined) return needMoreParams(asked, 'METADATA');
      // Without a value, and with an empty one, the key goes.
      return [ask('metadata-set', { target, key: first.toLowerCase(), value: value === '' ? null : value })];
    case 'CLEAR':
      return [ask('metadata-clear', { target })];
    case 'SUB':
      return withKeys(asked, keys, ask('metadata-subscribe', { keys }));
    case 'UNSUB':
      return withKeys(asked, keys, ask('metadata-unsubscribe', { keys }));
    case 'SUBS':
      return [ask('metadata-subscriptions', NO_PARAMS)];
    case 'SYNC':
      return [ask('metadata-sync', { target })];
    default: {
      const to = answering(asked.visitor, asked.me);
      const context = ['METADATA', 'SUBCOMMAND_INVALID', middle(subcommand)];
      return [{ kind: 'send', lines: [serverLine(to, 'FAIL', context, 'There is no such subcommand')] }];
    }
  }
}

function withKeys(asked: Asked, keys: readonly string[], action: Action): readonly Action[] {
  return keys.length === 0 ? needMoreParams(asked, 'METADATA') : [action];
}

export function metadataLines(
  to: Answering,
  { target, rows, isBatch }: ReplyOf<'metadata'>,
  nextBatch: () => string | null,
): readonly string[] {
  const lines = rows.map((row) => rowLine(to, row));
  return isBatch ? inBatch(to, nextBatch(), ['metadata', target], lines) : lines;
}

function rowLine(to: Answering, row: MetadataRow): string {
  switch (row.kind) {
    case 'value':
      return numeric(to, 'RPL_KEYVALUE', [row.target, row.key, VISIBLE], row.value);
    case 'not-set':
      return numeric(to, 'RPL_KEYNOTSET', [row.target, row.key], 'key not set');
    case 'bad-key':
      return failure(to, 'KEY_INVALID', [row.key]);
    default:
      return unreachable(row);
  }
}

/** In a batch where they are an answer ("METADATA SYNC"). */
export function metadataValueLines(
  to: Answering,
  { target, values }: ReplyOf<'metadata-values'>,
  nextBatch: () => string | null,
): readonly string[] {
  const lines = values.map(({ target: whose, key, value }) =>
    serverLine(to, 'METADATA', [whose, key, VISIBLE], value),
  );
  return target === null ? lines : inBatch(to, nextBatch(), ['metadata', target], lines);
}

const SUBSCRIPTIONS = {
  added: 'RPL_METADATASUBOK',
  removed: 'RPL_METADATAUNSUBOK',
  all: 'RPL_METADATASUBS',
} as const;

export function subscriptionLines(
  to: Answering,
  { what, keys }: ReplyOf<'metadata-subscriptions'>,
): readonly string[] {
  return wordLines(keys).map((some) => numeric(to, SUBSCRIPTIONS[what], some.split(' ')));
}

export function syncLaterLine(to: Answering, target: string): string {
  return numeric(to, 'RPL_METADATASYNCLATER', [target, String(LATER_SECONDS)]);
}

const FAILURES: Readonly<Record<MetadataRefusal, string>> = {
  INVALID_TARGET: 'There is no such person or room',
  KEY_INVALID: 'A key has only small letters, digits and _ . / -',
  KEY_NO_PERMISSION: 'You may not change that',
  LIMIT_REACHED: `There may be ${METADATA_KEYS_MAX} keys`,
  TOO_MANY_SUBS: `You may subscribe to ${METADATA_SUBSCRIBED_MAX} keys`,
  VALUE_INVALID: `A value has at most ${METADATA_VALUE_BYTES_MAX} bytes`,
};

export function metadataFailure(to: Answering, { code, context }: RefusalOf<'metadata'>): string {
  return failure(to, code, context);
}

function failure(to: Answering, code: MetadataRefusal, context: readonly string[]): string {
  return serverLine(to, 'FAIL', ['METADATA', code, ...context.map(middle)], FAILURES[code]);
}

/** What one has from before, told on coming in ("Notifications"); an empty batch where that is nothing. */
export function ownMetadata(
  to: Answering,
  values: ReadonlyMap<string, string>,
  nextBatch: () => string | null,
): readonly string[] {
  if (!to.caps.has(CAP_METADATA)) return [];
  const rows = Array.from(values, ([key, value]) => ({ kind: 'value', target: to.me, key, value }) as const);
  return metadataLines(to, { kind: 'metadata', target: to.me, rows, isBatch: true }, nextBatch);
}
