/** A disk that fails at any moment of a commit: what was not promised is not there, what was is, and it can go on. */
import { expect, test } from '@jest/globals';
import { roomConversation } from '../../../lib/core/conversation.js';
import { SqliteDatabase } from '../../../lib/storage/sqlite/database.js';
import { findLibrary, loadLibrary } from '../../../lib/storage/sqlite/driver.js';
import { StoreError } from '../../../lib/storage/store.js';
import { BadDisk } from '../../support/bad-disk.js';
import { said } from '../../support/store-entries.js';
import { dataFolder } from '../../support/sqlite.js';

function texts(database: SqliteDatabase): readonly string[] {
  const entries = database.page({
    ...{ kind: 'page', conversation: roomConversation('#a'), limit: 99, events: false, since: null },
    which: { kind: 'latest', after: null },
  });
  return entries.flatMap(({ happening }) => (happening.kind === 'message' ? [happening.text] : []));
}

test.each([
  ['SQLITE_IOERR_WRITE', 'failed'],
  ['SQLITE_IOERR_FSYNC', 'failed'],
  ['SQLITE_FULL', 'full'],
  ['SQLITE_READONLY', 'read-only'],
])('%s at each step of a commit in turn', async (code, why) => {
  const disk = new BadDisk(code);
  const connect = disk.connect(loadLibrary(findLibrary()));
  const database = SqliteDatabase.open(connect, await dataFolder());
  database.commit([said('#a', 'before')]);
  disk.count();
  database.commit([said('#a', 'a whole'), said('#a', 'commit')]);
  const steps = disk.count();
  expect(steps).toBeGreaterThan(3);
  const kept = ['before', 'a whole', 'commit'];
  for (let step = 1; step <= steps; step += 1) {
    disk.failAt = step;
    let problem: unknown = null;
    try {
      database.commit([said('#a', `lost ${step}`), said('#a', `lost ${step} too`)]);
    } catch (error) {
      problem = error;
    }
    expect(problem).toBeInstanceOf(StoreError);
    expect((problem as StoreError).why).toBe(why);
    // No advice for a start: the room is open.
    expect((problem as StoreError).message).not.toMatch(/\n|--data|--memory/);
    disk.failAt = Infinity;
    expect(texts(database)).toEqual(kept);
    disk.count();
    kept.push(`after ${step}`);
    database.commit([said('#a', `after ${step}`)]);
    disk.count();
    expect(texts(database)).toEqual(kept);
  }
  database.close();
});
