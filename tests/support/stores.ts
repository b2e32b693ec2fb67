/** Stores for tests, on folders that go away after the test, and things to put into them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageId, nodeId } from '../../lib/base/ids.js';
import { roomConversation } from '../../lib/core/conversation.js';
import type { Message } from '../../lib/core/happening.js';
import type { Entry } from '../../lib/core/kept.js';
import type { PageQuestion, SearchQuestion, Which } from '../../lib/core/question.js';
import { saidText } from '../../lib/core/told.js';
import { openSqliteStore } from '../../lib/storage/sqlite/open.js';
import type { Store } from '../../lib/storage/store.js';
import { closeAfterTest } from './cleanup.js';

export const NODE = nodeId(1);

export const LATEST: Which = { kind: 'latest', after: null };

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lanchat-store-'));
  closeAfterTest(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Without a folder, in a new one. */
export async function sqliteStore(folder?: string): Promise<Store> {
  const store = await openSqliteStore(folder ?? (await temporaryFolder()));
  closeAfterTest(() => store.close());
  return store;
}

let sequence = 0;

/** A message of ann, a millisecond after the one before. */
export function entry(room: string, text: string, more: Partial<Message> = {}): Entry {
  sequence += 1;
  const happening: Message = {
    kind: 'message',
    id: messageId(NODE, sequence, sequence),
    at: sequence,
    who: { name: 'ann', user: 'ann', host: 'lan', account: null },
    as: 'message',
    target: room,
    toRoom: true,
    text,
    tags: new Map(),
    clientId: null,
    ...more,
  };
  return { conversation: roomConversation(room), happening };
}

export async function keep(store: Store, entries: readonly Entry[]): Promise<readonly Entry[]> {
  await store.commit(entries.map((one) => ({ kind: 'entry', entry: one })));
  return entries;
}

export async function say(
  store: Store,
  room: string,
  ...texts: readonly string[]
): Promise<readonly Entry[]> {
  return keep(
    store,
    texts.map((text) => entry(room, text)),
  );
}

export function page(room: string, which: Which = LATEST, limit = 99): PageQuestion {
  const conversation = roomConversation(room);
  return { kind: 'page', conversation, which, limit, events: false, since: null };
}

export function search(room: string, words: string, limit = 9): SearchQuestion {
  const conversation = roomConversation(room);
  const anywhere = { from: null, after: null, before: null, since: null };
  return { kind: 'search', conversation, words, limit, ...anywhere };
}

export async function textsOf(entries: Promise<readonly Entry[]>): Promise<readonly (string | null)[]> {
  return (await entries).map(({ happening }) => saidText(happening));
}
