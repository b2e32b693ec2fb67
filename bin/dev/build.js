/** Bundles the program into the one file dist/lanchat.cjs: a bundle starts in half the time (docs/performance.md). */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleOptions } from './bundle-options.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

await build({
  ...bundleOptions(root, version),
  entryPoints: [`${root}lib/cli/main.ts`],
  outfile: `${root}dist/lanchat.cjs`,
  minifySyntax: true,
  minifyWhitespace: true,
});
