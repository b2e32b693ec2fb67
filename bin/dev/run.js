/** Runs one TypeScript file: `node bin/dev/run.js FILE [ARG …]`. For benchmarks and generators; tests go through Jest. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from './bundle-options.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const file = process.argv[2];
if (file === undefined) {
  console.error('usage: node bin/dev/run.js FILE.ts [ARG …]');
  process.exit(2);
}
const outfile = join(root, 'dist', 'dev', `${basename(file, '.ts')}.cjs`);
mkdirSync(join(root, 'dist', 'dev'), { recursive: true });
const options = bundleOptions(root, 'dev');
await build({
  ...options,
  // What runs in the repo finds its other files by a real URL.
  define: { ...options.define, 'import.meta.url': '__url' },
  banner: { js: "var __url=require('url').pathToFileURL(__filename).href;" },
  entryPoints: [file],
  outfile,
});
process.argv.splice(1, 2, outfile);
await import(pathToFileURL(outfile).href);
