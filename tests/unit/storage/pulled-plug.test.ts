/** The host's plug is pulled: a real file system forgets what nobody made it write, and nothing that was promised. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { certificateIn } from '../../../lib/server/auth/certificate.js';
import { serverKeyIn } from '../../../lib/server/auth/server-key.js';
import { PluggedDisk, testIf } from '../../support/small-disk.js';
import { openSqlite } from '../../support/sqlite.js';
import { said, textsIn } from '../../support/store-entries.js';

const canPlugIn = (await PluggedDisk.plugIn()) !== null;

testIf(
  canPlugIn,
  'only root can mount a file system here',
  'what was acknowledged is there when the machine is on again, and so is what the server is known by',
  async () => {
    const disk = await PluggedDisk.plugIn();
    if (disk === null) throw new Error('no disk');
    const folder = join(disk.folder, 'data');
    const store = await openSqlite(folder);
    await store.commit([said('#club', 'one')]);
    await store.commit([said('#club', 'two'), said('#club', 'three')]);
    const certificate = await certificateIn(folder, 'room', 0);
    const key = serverKeyIn(folder).text;
    disk.pull();
    await store.close();
    disk.plugInAgain();
    const again = await openSqlite(folder);
    expect(await textsIn(again, '#club')).toEqual(['one', 'two', 'three']);
    expect(serverKeyIn(folder).text).toBe(key);
    expect(await certificateIn(folder, 'room', 0)).toEqual(certificate);
    expect(readdirSync(folder).filter((file) => file.endsWith('.new'))).toEqual([]);
    await again.close();
  },
);
