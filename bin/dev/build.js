/**
 * Bundles the program into dist: a bundle starts in half the time (docs/performance.md). The command line, each half of
 * the program and each thread is a file of its own, so that nobody reads what is not run; and what all who come in
 * need is kept as V8 compiles it.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleOptions } from './bundle-options.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

/** What `lib/cli/main.ts` imports when it is needed. */
const HALVES = ['join', 'serve', 'hash', 'export'];

/** Those that lib/cli/launch.ts loads with a cache. */
const CACHED = ['lanchat.cjs', 'join.cjs'];

/** @type {import('esbuild').Plugin} */
const halvesApart = {
  name: 'halves-apart',
  setup(build) {
    build.onResolve({ filter: new RegExp(`^\\./(${HALVES.join('|')})\\.js$`) }, ({ path, importer }) =>
      importer.endsWith('/lib/cli/main.ts') || importer.endsWith('\\lib\\cli\\main.ts')
        ? { path: path.replace(/js$/, 'cjs'), external: true }
        : undefined,
    );
  },
};

const common = bundleOptions(root, version);
// An old cache beside new code would be believed where both are of one length.
for (const file of CACHED) rmSync(`${root}dist/${file}.cache`, { force: true });
for (const [entry, file] of [
  ['lib/cli/launch.ts', 'launch.cjs'],
  ['lib/cli/main.ts', 'lanchat.cjs'],
  ...HALVES.map((half) => [`lib/cli/${half}.ts`, `${half}.cjs`]),
  ['lib/storage/sqlite/worker.ts', 'store-worker.cjs'],
  ['lib/server/auth/certificate-maker.ts', 'certificate-maker.cjs'],
]) {
  await build({
    ...common,
    plugins: [...(common.plugins ?? []), halvesApart],
    entryPoints: [`${root}${entry}`],
    outfile: `${root}dist/${file}`,
    minifySyntax: true,
    minifyWhitespace: true,
  });
}
for (const file of CACHED) {
  // esbuild escapes it in strings, and leaves regular expressions as they are written.
  if (/[^\0-\x7f]/.test(readFileSync(`${root}dist/${file}`, 'utf8')))
    throw new Error(`dist/${file} is not ASCII, as which lib/cli/launch.ts reads it.`);
}
execFileSync(process.execPath, [`${root}bin/dev/code-cache.js`], { stdio: 'pipe' });
