/** In place of the package `string-width`, with which yargs lays out its help: that one costs each start 20 ms (docs/performance.md). */
export { textWidth as default } from '../base/text-width.js';
