/** Bundles the program into dist/lanchat.cjs, and the store's thread into a file beside it: a bundle starts in half the time (docs/performance.md). */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleOptions } from './bundle-options.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

for (const [entry, file] of [
  ['lib/cli/main.ts', 'lanchat.cjs'],
  ['lib/storage/sqlite/worker.ts', 'store-worker.cjs'],
  ['lib/server/auth/certificate-maker.ts', 'certificate-maker.cjs'],
]) {
  await build({
    ...bundleOptions(root, version),
    entryPoints: [`${root}${entry}`],
    outfile: `${root}dist/${file}`,
    minifySyntax: true,
    minifyWhitespace: true,
  });
}
