/** The SQLite store on a disk that is full or may not be written: root may write everything, and not everybody mounts. */
import { spawnSync } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from '@jest/globals';
import { nodeId } from '../../../lib/base/ids.js';
import { openSqliteStore } from '../../../lib/storage/sqlite/open.js';
import type { Store } from '../../../lib/storage/store.js';
import { closeAfterTest } from '../../support/cleanup.js';
import { isRoot, mountSmall, testIf, unmount } from '../../support/small-disk.js';
import { dataFolder, openSqlite, problemOf } from '../../support/sqlite.js';
import { said, textsIn } from '../../support/store-entries.js';

const NODE = nodeId(7);
const canMount = await (async () => {
  const folder = await dataFolder();
  const did = isRoot && mountSmall(folder, '64k');
  if (did) unmount(folder);
  return did;
})();

/** A disk of one megabyte, part of which is taken by something that can be removed. */
async function smallDisk(): Promise<{ folder: string; makeRoom: () => void }> {
  const disk = await dataFolder();
  mountSmall(disk, '1m');
  closeAfterTest(() => unmount(disk));
  const ballast = join(disk, 'ballast');
  writeFileSync(ballast, Buffer.alloc(300_000));
  return { folder: join(disk, 'data'), makeRoom: () => rmSync(ballast) };
}

/** How many messages were kept before the disk was full. */
async function fill(store: Store): Promise<number> {
  for (let count = 0; count < 500; count += 1) {
    const commit = store.commit([said('#club', `${count} ${'filling up '.repeat(800)}`)]);
    const failed = await commit.then(
      () => false,
      () => true,
    );
    if (failed) return count;
  }
  return -1;
}

describe('a full disk', () => {
  testIf(
    canMount,
    'only root can mount a small disk here',
    'refuses commits until there is room',
    async () => {
      const { folder, makeRoom } = await smallDisk();
      const store = await openSqlite(folder);
      await store.load(NODE);
      const count = await fill(store);
      expect(count).toBeGreaterThan(5);
      const large = 'does not fit '.repeat(9000);
      const problem = await problemOf(store.commit([said('#club', 'lost'), said('#club', large)]));
      expect(problem.why).toBe('full');
      expect(problem.message).toContain('The disk is full');
      expect(await textsIn(store, '#club', 1000)).toHaveLength(count);
      makeRoom();
      await store.commit([said('#club', 'after')]);
      await store.close();
      const again = await openSqlite(folder);
      const texts = await textsIn(again, '#club', 1000);
      expect(texts).toHaveLength(count + 1);
      expect(texts.at(-1)).toBe('after');
      expect(texts.map((text) => Number.parseInt(text ?? '', 10)).slice(0, -1)).toEqual(
        Array.from({ length: count }, (_, index) => index),
      );
    },
  );

  testIf(
    canMount,
    'only root can mount a small disk here',
    'is still read, also from the start',
    async () => {
      const { folder, makeRoom } = await smallDisk();
      const store = await openSqlite(folder);
      const count = await fill(store);
      await store.close();
      const again = await openSqlite(folder);
      expect(await textsIn(again, '#club', 1000)).toHaveLength(count);
      makeRoom();
      expect(await again.retain({ everywhere: { days: null, messages: 1 }, own: new Map() }, 0)).toBe(
        count - 1,
      );
      await again.commit([said('#club', 'room again')]);
      expect(await textsIn(again, '#club')).toHaveLength(2);
    },
  );

  testIf(
    canMount,
    'only root can mount a small disk here',
    'without room for a new store is told so',
    async () => {
      const disk = await dataFolder();
      mountSmall(disk, '16k');
      closeAfterTest(() => unmount(disk));
      expect((await problemOf(openSqliteStore(join(disk, 'data')))).why).toBe('full');
    },
  );
});

describe('a folder that may not be written', () => {
  testIf(!isRoot, 'root may write everything', 'is refused, with what to do', async () => {
    const folder = await dataFolder();
    await (await openSqlite(folder)).close();
    chmodSync(folder, 0o500);
    closeAfterTest(() => chmodSync(folder, 0o700));
    await refused(folder);
  });

  testIf(
    canMount,
    'only root can mount a disk here',
    'because of its disk is refused, with what to do',
    async () => {
      const disk = await dataFolder();
      mountSmall(disk, '4m');
      closeAfterTest(() => unmount(disk));
      await (await openSqlite(join(disk, 'data'))).close();
      spawnSync('mount', ['-o', 'remount,ro', disk]);
      await refused(join(disk, 'data'));
      await refused(join(disk, 'new'));
    },
  );
});

async function refused(folder: string): Promise<void> {
  const problem = await problemOf(openSqliteStore(folder));
  expect([problem.why, problem.message]).toEqual(['read-only', expect.stringContaining('--data')]);
}
