/** The last name used here, so that it is asked only once; and the login name as a first guess. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { stateDirectory } from './state-directory.js';
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
