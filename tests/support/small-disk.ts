/** File systems of our own to break, where this machine lets us mount any: root only, and not in every container. */
import { spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '@jest/globals';
import { closeAfterTest } from './cleanup.js';
import { dataFolder } from './sqlite.js';

export const isRoot = process.getuid?.() === 0;

const IMAGE_BYTES = 8_388_608;

/** Without what it needs a test is skipped, and says why. */
export function testIf(can: boolean, reason: string, name: string, run: () => Promise<void>): void {
  if (can) test(name, run);
  else test.skip(`${name} (skipped: ${reason})`, () => undefined);
}

/** A disk in memory, of a size such as `64k`. */
export function mountSmall(folder: string, size: string): boolean {
  return did('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'none', folder);
}

/** Lazily: the thread of a store that could not be opened may still be ending. */
export function unmount(folder: string): void {
  did('umount', '--lazy', folder);
}

/** A real file system with a journal, on a disk whose plug can be pulled. */
export class PluggedDisk {
  private constructor(
    private readonly image: string,
    readonly folder: string,
  ) {}

  /** Null where it cannot be had. */
  static async plugIn(): Promise<PluggedDisk | null> {
    const image = join(await dataFolder(), 'disk.img');
    const handle = openSync(image, 'w');
    ftruncateSync(handle, IMAGE_BYTES);
    closeSync(handle);
    const disk = new PluggedDisk(image, await dataFolder());
    return isRoot && did('mkfs.ext4', '-q', image) && disk.mount() ? disk : null;
  }

  /** It writes by itself so seldom that whatever is on the disk was asked for. */
  private mount(): boolean {
    const isMounted = did('mount', '-o', 'loop,commit=300', this.image, this.folder);
    if (isMounted) closeAfterTest(() => unmount(this.folder));
    return isMounted;
  }

  /** From now on nothing reaches the disk, however much is written. */
  pull(): void {
    if (!did('mount', '-o', 'remount,abort', this.folder)) throw new Error('the plug is stuck');
  }

  /** What is on the disk is there again, and nothing else. */
  plugInAgain(): void {
    if (!did('umount', this.folder) || !this.mount()) throw new Error('the plug does not fit any more');
  }
}

function did(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args).status === 0;
}
