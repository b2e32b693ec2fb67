/** The contract between `lanchat serve` and the console in front of it, on a screen or line by line. */
import type { Host } from '../server/host.js';
import type { Log } from '../server/log.js';

/** What a console needs, and what the server needs of it. */
export interface ConsoleParts {
  readonly log: Log;
  readonly host: Host;
  readonly chatroom: string;
  /** Where people can come in, to be shown until somebody has. */
  readonly invitation: readonly string[];
  /** Begins the goodbye. */
  readonly quit: () => void;
}

export interface Console {
  /** Lines in answer to a command. */
  readonly show: (lines: readonly string[]) => void;
  /** Puts the terminal in order; resolves when the last lines are out. */
  readonly close: () => Promise<void>;
}
