/** The console without a screen: log lines on stdout, the host's commands from stdin. */
import { createInterface } from 'node:readline';
import type { Console, ConsoleParts } from './console.js';

/** Characters waiting for a reader of our stdout beyond which log lines are dropped: the room must not wait for it. */
const STDOUT_WAITING_MAX = 1_048_576;

/** Milliseconds for which log lines gather: a write costs more than all else about a line, and nobody reads faster. */
const GATHER_MS = 25;

/** Milliseconds that the last lines may take to be read. */
const FLUSH_MS = 200;

export function plainConsole({ log, host }: ConsoleParts, early: readonly string[]): Console {
  neverWaitFor(process.stdout);
  let gathered = '';
  const write = (): void => {
    if (gathered !== '' && process.stdout.writableLength < STDOUT_WAITING_MAX) process.stdout.write(gathered);
    gathered = '';
  };
  const print = (line: string): void => {
    if (gathered === '') setTimeout(write, GATHER_MS);
    gathered += `${line}\n`;
  };
  for (const line of early) print(line);
  const detach = log.attach(print);
  const input = createInterface({ input: process.stdin, terminal: false });
  // The end of stdin is no shutdown: servers are often started with it closed.
  input.on('line', (line) => host.run(line));
  return {
    show: (lines) => {
      lines.forEach(print);
    },
    close: async () => {
      detach();
      input.close();
      write();
      await flushed(process.stdout);
    },
  };
}

/** Node writes to terminals and pipes synchronously: a stopped reader (Ctrl-S, a hung pipe) would stop the chatroom. */
function neverWaitFor(stream: NodeJS.WriteStream): void {
  const { _handle: handle } = stream as { _handle?: { setBlocking?: (blocking: boolean) => void } };
  handle?.setBlocking?.(false);
  // Whoever read us has gone: the chatroom goes on without a reader.
  stream.on('error', () => undefined);
}

async function flushed(stream: NodeJS.WriteStream): Promise<void> {
  if (stream.writableLength === 0) return;
  await new Promise<void>((resolve) => {
    stream.write('', () => resolve());
    setTimeout(resolve, FLUSH_MS);
  });
}
