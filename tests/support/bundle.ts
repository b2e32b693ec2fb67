/** Bundles one TypeScript program as the build does, so that a test can run it in a process of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../../bin/dev/bundle-options.js';

export interface Bundle {
  readonly file: string;
  remove(): Promise<void>;
}

/** The path is relative to the repository. */
export async function bundleProgram(source: string): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), 'lanchat-bundle-'));
  const file = join(folder, `${basename(source, '.ts')}.cjs`);
  await build({
    ...bundleOptions(`${resolve('.')}/`, 'test'),
    entryPoints: [resolve(source)],
    outfile: file,
  });
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}
