/** SQLite stores in folders of their own, which are gone after the test. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../lib/storage/sqlite/open.js';
import { StoreError, type Store } from '../../lib/storage/store.js';
import { closeAfterTest } from './cleanup.js';

export async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lanchat-data-'));
  closeAfterTest(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Closed after the test, also where the test has closed it already. */
export async function openSqlite(folder?: string): Promise<Store> {
  const store = await openSqliteStore(folder ?? (await dataFolder()));
  closeAfterTest(() => store.close());
  return store;
}

/** Why something was refused: in one line. */
export async function problemOf(result: Promise<unknown>): Promise<StoreError> {
  const error: unknown = await result.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof StoreError)) throw new Error(`no StoreError: ${String(error)}`);
  if (error.message.includes('\n')) throw new Error(`more than a line: ${error.message}`);
  return error;
}
