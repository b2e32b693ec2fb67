/**
 * In place of the package `string-width`, with which yargs lays out its help, and which costs each start 20 ms
 * (docs/performance.md): what stands in our help is ASCII.
 */
export default function stringWidth(text: string): number {
  return text.length;
}
