/** `lanchat export` and `lanchat backup`: what the server keeps, also while it runs. */
import { StoreError } from '../storage/store.js';
import { KeptFile } from '../storage/sqlite/export.js';
import { roomConversation } from '../core/conversation.js';
import type { Entry } from '../core/kept.js';
import { jsonLine, textLine } from './export-lines.js';
import type { BackupOptions, ExportOptions } from './export-options.js';
import { dataFolder } from './state-directory.js';

/** Resolves with the exit code, once stdout has taken all of it or somebody closed it, as `head` does. */
export function exportHistory({ data, port, room, withPrivate, format }: ExportOptions): Promise<number> {
  return withFile(data, port, async (file) => {
    const batches = room === null ? file.all(withPrivate) : file.of(roomConversation(room));
    const lineOf = format === 'text' ? textLine : jsonLine;
    // Each write reports its own failure; without a listener the first would end the process.
    process.stdout.on('error', () => undefined);
    for (const batch of batches) {
      const problem = await print(linesOf(batch, lineOf));
      if (problem?.code === 'EPIPE') return;
      if (problem !== null) throw new StoreError('failed', `Not all could be written: ${problem.message}.`);
    }
  });
}

/** Resolves with the exit code. */
export function backup({ data, port, file }: BackupOptions): Promise<number> {
  return withFile(data, port, async (kept) => {
    const bytes = kept.backup(file);
    await print(`${file} has all that is kept (${(bytes / 1e6).toFixed(1)} MB).\n`);
  });
}

async function withFile(
  data: string | null,
  port: number,
  run: (file: KeptFile) => Promise<void>,
): Promise<number> {
  try {
    const file = KeptFile.open(dataFolder(data, port));
    try {
      await run(file);
    } finally {
      file.close();
    }
    return 0;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    process.stderr.write(`lanchat: ${error.message}\n`);
    return 1;
  }
}

function linesOf(entries: readonly Entry[], lineOf: (entry: Entry) => string | null): string {
  const lines = entries.map(lineOf).filter((line) => line !== null);
  return lines.map((line) => `${line}\n`).join('');
}

/** Waits for a slow reader. */
function print(text: string): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => process.stdout.write(text, (error) => resolve(error ?? null)));
}
