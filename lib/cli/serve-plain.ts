/** The console without a screen: log lines on stdout, the host's commands from stdin. */
import { createInterface } from 'node:readline';
import type { Console, ConsoleParts } from './serve.js';

/** Characters waiting for a reader of our stdout beyond which log lines are dropped: the room must not wait for it. */
const STDOUT_WAITING_MAX = 1_048_576;

export function plainConsole({ log, host }: ConsoleParts, early: readonly string[]): Console {
  const print = (line: string): void => {
    if (process.stdout.writableLength < STDOUT_WAITING_MAX) process.stdout.write(`${line}\n`);
  };
  // Whoever read us has gone: the chatroom goes on without a reader.
  process.stdout.on('error', () => undefined);
  for (const line of early) print(line);
  const detach = log.attach(print);
  const input = createInterface({ input: process.stdin, terminal: false });
  // The end of stdin is no shutdown: servers are often started with it closed.
  input.on('line', (line) => host.run(line));
  return {
    show: (lines) => lines.forEach(print),
    close: () => {
      detach();
      input.close();
    },
  };
}
