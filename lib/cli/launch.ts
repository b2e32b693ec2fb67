/**
 * Loads the bundles of dist, those that all who come in need with what V8 has compiled of them at the build: that saves
 * a start 15 ms (docs/performance.md). Another version of Node refuses it and compiles; nothing depends on it.
 */
import { readFileSync } from 'node:fs';
import { createRequire, wrap } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';

const dist = import.meta.dirname;

/** The server starts once a day. */
const CACHED: ReadonlySet<string> = new Set(['./lanchat.cjs', './join.cjs']);

/** What was loaded with a cache, for the build to make one. */
export const loaded = new Map<string, Script>();

type Wrapped = (exports: object, require: (id: string) => unknown, module: object, ...file: string[]) => void;

/** Such as `./lanchat.cjs`; what it exports is the caller's to know. */
export function load(name: string): unknown {
  const file = join(dist, name);
  const cachedData = cacheOf(file);
  // The bundles are ASCII (the build makes sure), which is read in half the time as what it is.
  const source = wrap(readFileSync(file).toString('latin1'));
  const script = new Script(source, { filename: file, ...(cachedData === undefined ? {} : { cachedData }) });
  loaded.set(file, script);
  const require = createRequire(file);
  const loading = (id: string): unknown => (CACHED.has(id) ? load(id) : require(id));
  const module = { exports: {} };
  (script.runInThisContext() as Wrapped)(module.exports, loading, module, file, dirname(file));
  return module.exports;
}

function cacheOf(file: string): Buffer | undefined {
  try {
    return readFileSync(`${file}.cache`);
  } catch {
    return undefined;
  }
}
