/** The command: reads what was typed and loads only the half of the program that it needs. */
import { parseCommandLine } from './options.js';

declare const LANCHAT_VERSION: string;

/** Resolves with the exit code (docs/user-guide.md, "Exit codes"). */
export async function main(args: readonly string[]): Promise<number> {
  const parsed = await parseCommandLine(args, LANCHAT_VERSION);
  switch (parsed.kind) {
    case 'exit':
      return parsed.code;
    case 'serve': {
      const { serve } = await import('./serve.js');
      return serve(parsed.options, LANCHAT_VERSION);
    }
    case 'hash': {
      const { hash } = await import('./hash.js');
      return hash(parsed.name);
    }
    case 'join': {
      const { join } = await import('./join.js');
      return join(parsed.options);
    }
    case 'export': {
      const { exportHistory } = await import('./export.js');
      return exportHistory(parsed.options);
    }
    case 'backup': {
      const { backup } = await import('./export.js');
      return backup(parsed.options);
    }
  }
}
