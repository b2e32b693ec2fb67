/** Keeps what V8 has compiled of the bundles once they have run a little, beside each as `.cache`; build.js runs it. */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { load, loaded } = createRequire(import.meta.url)('../../dist/launch.cjs');

// A command line with a mistake: nothing is called, and what reads command lines is compiled.
await load('./lanchat.cjs').main(['join']);
await load('./join.cjs').warmUp();
for (const [file, script] of loaded) writeFileSync(`${file}.cache`, script.createCachedData());
// blessed has listeners that would keep us.
process.exit();
