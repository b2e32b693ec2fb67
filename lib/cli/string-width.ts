/** In place of the package of that name, with which yargs lays out its help: that one costs each start 20 ms (docs/performance.md). */
export { textWidth as default } from '../base/text-width.js';
