/** `lanchat join HOST`: connects, and runs the full screen, or line mode where there is no screen. */
import { safeText } from '../base/safe-text.js';
import { wrapped } from '../base/words.js';
import { createSession } from '../client/session.js';
import { DEFAULT_SETTINGS } from '../client/settings.js';
import { DialError } from '../net/dial.js';
import { hasFullScreen } from './full-screen.js';
import { addressText, closedText, dialAdvice } from './join-help.js';
import type { JoinOptions, LineRole } from './join-options.js';
import { Link, type Where } from './join-link.js';
import { forgetServer, known, SERVER_KEY } from './keys/pins.js';
import { codeOf } from '../files/private-files.js';
import type { ReadSettings } from '../client/settings-text.js';
import { readSettings } from './settings-file.js';

/** Earlier messages shown on entry: a page to scroll in; in line mode what nc shows; and to a script nothing that is old. */
const SCREEN_HISTORY = 100;
const LINES_HISTORY = 10;

/** For the build. @public */
export { warmUp } from './warm-up.js';

/** 128 random bits as 22 characters: no two messages of anybody get the same. */
function newKey(): string {
  // Loaded when it is first needed, which takes 3 ms: after the first frame.
  const { randomBytes } = process.getBuiltinModule('node:crypto');
  return randomBytes(16).toString('base64url');
}

/** Resolves with the exit code. */
export async function join(options: JoinOptions): Promise<number> {
  const { host, port } = options;
  const { role } = options;
  const fullScreen = role === 'chat' && hasFullScreen(options.plain);
  const say = fullScreen ? process.stdout : process.stderr;
  const address = addressText(host, port);
  if (options.newServer && !forgotten(address)) return 1;
  const read =
    role === 'chat' ? withLog(readSettings(), options.log) : { settings: DEFAULT_SETTINGS, troubles: [] };
  const memory = {
    knownServer: known(SERVER_KEY, address) !== null,
    newKey,
    historyOnEntry: historyOnEntry(role, fullScreen),
    recallConversations: fullScreen,
    // A script that waits for somebody would never end.
    waitsForPeople: fullScreen || process.stdin.isTTY,
  };
  const whereTo = (): Promise<Where> => Promise.resolve({ host, port });
  const link = new Link(whereTo, createSession({ ...options, ...memory }, Date.now()), address);
  if (role === 'chat') say.write(`Trying to connect to ${address}...\n`);
  const connecting = link.connect();
  // Made ready while the server answers.
  const loading = fullScreen ? loadFullScreen() : null;
  try {
    await connecting;
  } catch (error) {
    if (!(error instanceof DialError)) throw error;
    process.stderr.write(`${wrapped(dialAdvice(error, host, port), process.stderr.columns)}\n`);
    return 1;
  }
  if (role === 'chat') say.write(`Successfully connected to ${address}\n`);
  const { name } = options;
  if (loading === null) {
    const { runLineMode } = await import('./join-line.js');
    return runLineMode({
      link,
      address,
      read,
      name,
      role,
      json: options.json === true,
      words: options.words ?? null,
      to: options.to ?? null,
      input: process.stdin,
      output: process.stdout,
      errors: process.stderr,
    });
  }
  const { runFullScreen } = await loading;
  // The server may have hung up while the screen was being made ready; then there is nothing to show on it.
  const { status } = link;
  if (status.kind === 'closed') {
    process.stderr.write(
      `${safeText(closedText(status.code, status.text, options.password !== undefined))}\n`,
    );
    return 1;
  }
  return runFullScreen({ link, address, read, name });
}

async function loadFullScreen(): Promise<typeof import('./join-screen.js')> {
  const { tuneV8ForClient } = await import('./tune-v8.js');
  tuneV8ForClient();
  return import('./join-screen.js');
}

function historyOnEntry(role: LineRole, fullScreen: boolean): number {
  if (fullScreen) return SCREEN_HISTORY;
  return role === 'chat' && process.stdin.isTTY ? LINES_HISTORY : 0;
}

/** `--new-server`. */
function forgotten(address: string): boolean {
  try {
    forgetServer(address);
    return true;
  } catch (error) {
    process.stderr.write(`The old key of ${address} cannot be forgotten (${codeOf(error)}).\n`);
    return false;
  }
}

/** `--log` is for this visit. */
function withLog(read: ReadSettings, log: boolean): ReadSettings {
  return log ? { ...read, settings: { ...read.settings, log: 'on' } } : read;
}
