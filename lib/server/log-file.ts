/** Adds the log's lines to a file, without ever making the chatroom wait for the disk. */
import { createWriteStream } from 'node:fs';
import type { Log } from './log.js';

/** Bytes that may wait for the disk; beyond it lines are left out and counted. */
const WAITING_BYTES_MAX = 4_194_304;

/** Resolves once the file is open; rejects with the system's error when it cannot be. */
export async function logToFile(log: Log, file: string): Promise<void> {
  const stream = createWriteStream(file, { flags: 'a' });
  await new Promise((resolve, reject) => {
    stream.once('open', resolve);
    stream.once('error', reject);
  });
  let usable = true;
  let left = 0;
  stream.on('error', (error) => {
    usable = false;
    // Once, to the console: a full disk must not stop the chatroom.
    log.write(`The log file cannot be written any more: ${error.message}`);
  });
  log.attach((line) => {
    if (!usable) return;
    if (stream.writableLength > WAITING_BYTES_MAX) {
      left += 1;
      return;
    }
    if (left > 0)
      stream.write(`${new Date().toISOString()} (${left} lines left out: the disk was too slow)\n`);
    left = 0;
    stream.write(`${new Date().toISOString()} ${line}\n`);
  });
}
