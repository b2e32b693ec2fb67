/** The store of `lanchat serve`, and what it holds from before. */
import { randomBytes } from 'node:crypto';
import { nodeId } from '../base/ids.js';
import type { Kept } from '../core/kept.js';
import { freshServerKey, serverKeyIn, type ServerKey } from '../server/auth/server-key.js';
import { MemoryStore } from '../storage/memory.js';
import { StoreError, type Store } from '../storage/store.js';
import { dataFolder } from './state-directory.js';

export interface OpenedStore {
  readonly store: Store;
  readonly kept: Kept;
  readonly serverKey: ServerKey;
  /** Null where nothing is kept on disk. */
  readonly folder: string | null;
}

/** Rejects with a `StoreError` whose message is for the host. */
export async function openStore(options: {
  readonly memory: boolean;
  readonly data: string | null;
  readonly port: number;
}): Promise<OpenedStore> {
  const folder = options.memory ? null : dataFolder(options.data, options.port);
  const store = folder === null ? new MemoryStore() : await openDurable(folder);
  const node = nodeId(randomBytes(4).readUInt32BE());
  const serverKey = folder === null ? freshServerKey() : await keyIn(folder, store);
  return { store, kept: await store.load(node), serverKey, folder };
}

async function keyIn(folder: string, store: Store): Promise<ServerKey> {
  try {
    return serverKeyIn(folder);
  } catch (error) {
    await store.close();
    const why = error instanceof Error ? error.message : String(error);
    const what = `The server's key ${folder}/server-key.pem cannot be used (${why})`;
    throw new StoreError('damaged', `${what}: put back the one of a backup, or remove it for a new one.`);
  }
}

/** Loaded only where it is needed: its library is large. */
async function openDurable(folder: string): Promise<Store> {
  const { openSqliteStore } = await import('../storage/sqlite/open.js');
  return openSqliteStore(folder);
}
