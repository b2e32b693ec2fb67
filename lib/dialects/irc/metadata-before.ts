/** METADATA before the welcome: what a newcomer says of itself, and wants to be told (IRCv3 draft/metadata-3, `before-connect`). */
import { METADATA_KEYS_MAX, METADATA_SUBSCRIBED_MAX, METADATA_VALUE_BYTES_MAX } from '../../base/limits.js';
import { utf8Length } from '../../base/utf8.js';
import { isMetadataKey, rowOf } from '../../core/metadata.js';
import type { MetadataRefusal } from '../../core/refusal.js';
import type { MetadataRow } from '../../core/reply.js';
import type { Action, Lines } from '../dialect.js';
import type { Answering } from './answer.js';
import { metadataFailure, metadataLines, subscriptionLines } from './metadata.js';
import type { Asked } from './rows.js';
import { answering, type Visitor } from './visitor.js';

/** One METADATA, its parameters counted. */
export interface MetadataAsked {
  readonly target: string;
  readonly subcommand: string;
  readonly keys: readonly string[];
  /** Of SET; null takes the key away. */
  readonly value: string | null;
}

/** Of the answer that is one: no two of them are open together. */
const REFERENCE = 'metadata';

const SELF = '*';

/** Kept with the connection until it comes in; the core has not heard of it yet. */
export function metadataBeforeWelcome({ visitor, me }: Asked, command: MetadataAsked): readonly Action[] {
  const to = answering(visitor, me);
  return [{ kind: 'send', lines: answer(to, visitor, command) }];
}

function answer(to: Answering, visitor: Visitor, { target, subcommand, keys, value }: MetadataAsked): Lines {
  // "Clients that have not completed connection registration MUST use `*` to target themselves".
  if (target !== SELF) return [no(to, 'INVALID_TARGET', target)];
  const [key = ''] = keys;
  switch (subcommand) {
    case 'GET':
      return batch(
        to,
        keys.map((one) => rowFor(visitor, one)),
      );
    case 'LIST':
      return batch(
        to,
        Array.from(visitor.metadata.keys(), (one) => rowFor(visitor, one)),
      );
    case 'SET':
      return set(to, visitor, key, value);
    case 'CLEAR': {
      const gone = Array.from(visitor.metadata.keys(), (one) => rowOf(SELF, one, null));
      visitor.metadata.clear();
      return batch(to, gone);
    }
    case 'SUB':
      return sub(to, visitor, keys);
    case 'UNSUB':
      for (const one of keys) visitor.subscribed.delete(one);
      return subscribed(to, 'removed', new Set(keys.filter(isMetadataKey)), keys);
    case 'SUBS':
      return subscriptionLines(to, { what: 'all', keys: [...visitor.subscribed] }, () => REFERENCE);
    default:
      // Nobody is seen yet.
      return batch(to, []);
  }
}

function no(to: Answering, code: MetadataRefusal, ...context: readonly string[]): string {
  return metadataFailure(to, { code, context });
}

function batch(to: Answering, rows: readonly MetadataRow[]): Lines {
  return metadataLines(to, { target: SELF, rows, isBatch: true }, () => REFERENCE);
}

function rowFor({ metadata }: Visitor, key: string): MetadataRow {
  return isMetadataKey(key) ? rowOf(SELF, key, metadata.get(key) ?? null) : { kind: 'bad-key', key };
}

function set(to: Answering, { metadata }: Visitor, key: string, value: string | null): Lines {
  if (!isMetadataKey(key)) return [no(to, 'INVALID_KEY', key)];
  if (value !== null && utf8Length(value) > METADATA_VALUE_BYTES_MAX) return [no(to, 'INVALID_VALUE', key)];
  if (value !== null && !metadata.has(key) && metadata.size >= METADATA_KEYS_MAX)
    return [no(to, 'LIMIT_REACHED', 'SET', SELF, String(METADATA_KEYS_MAX))];
  if (value === null) metadata.delete(key);
  else metadata.set(key, value);
  return metadataLines(
    to,
    { target: SELF, rows: [rowOf(SELF, key, value)], isBatch: false },
    () => REFERENCE,
  );
}

function sub(to: Answering, visitor: Visitor, keys: readonly string[]): Lines {
  const taken = new Set<string>();
  for (const key of keys.filter(isMetadataKey)) {
    if (!visitor.subscribed.has(key) && visitor.subscribed.size >= METADATA_SUBSCRIBED_MAX) {
      const full = no(to, 'LIMIT_REACHED', 'SUB', key, String(METADATA_SUBSCRIBED_MAX));
      return [...subscribed(to, 'added', taken, keys.slice(0, keys.indexOf(key))), full];
    }
    visitor.subscribed.add(key);
    taken.add(key);
  }
  return subscribed(to, 'added', taken, keys);
}

/** With a word for each key that is none. */
function subscribed(
  to: Answering,
  what: 'added' | 'removed',
  taken: ReadonlySet<string>,
  keys: readonly string[],
): Lines {
  const bad = keys.filter((key) => !isMetadataKey(key));
  return [
    ...subscriptionLines(to, { what, keys: [...taken] }, () => REFERENCE),
    ...bad.map((key) => metadataFailure(to, { code: 'INVALID_KEY', context: [key], isWarning: true })),
  ];
}
