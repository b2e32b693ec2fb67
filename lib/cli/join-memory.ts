/** The last name used here, so that it is asked only once; and the login name as a first guess. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { nameProblem, suggestName } from '../base/names.js';

/** The name to offer: the last one, else the login name made legal; empty where neither says anything. */
export function offeredName(): string {
  return rememberedName() ?? loginName();
}

function rememberedName(): string | null {
  try {
    const name = readFileSync(nameFile(), 'utf8').trim();
    return nameProblem(name, '') === null ? name : null;
  } catch {
    return null;
  }
}

/** A machine where nothing can be written is no reason not to chat. */
export function rememberName(name: string): void {
  try {
    mkdirSync(stateDirectory(), { recursive: true });
    writeFileSync(nameFile(), `${name}\n`);
  } catch {
    return;
  }
}

function loginName(): string {
  try {
    return suggestName(userInfo().username, '', () => true);
  } catch {
    return '';
  }
}

function nameFile(): string {
  return join(stateDirectory(), 'name');
}

/** Where this user's programs keep what they learn; it may not exist yet. */
export function stateDirectory(): string {
  const { XDG_STATE_HOME, LOCALAPPDATA } = process.env;
  if (XDG_STATE_HOME !== undefined && XDG_STATE_HOME !== '') return join(XDG_STATE_HOME, 'lanchat');
  if (process.platform === 'win32' && LOCALAPPDATA !== undefined) return join(LOCALAPPDATA, 'lanchat');
  return join(homedir(), '.local', 'state', 'lanchat');
}
