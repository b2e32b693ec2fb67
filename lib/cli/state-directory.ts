/** Where a user's own state is kept between runs (XDG Base Directory Specification; LOCALAPPDATA on Windows). */
import { homedir } from 'node:os';
import { join } from 'node:path';

export function stateDirectory(): string {
  const { XDG_STATE_HOME, LOCALAPPDATA } = process.env;
  if (XDG_STATE_HOME !== undefined && XDG_STATE_HOME !== '') return join(XDG_STATE_HOME, 'lanchat');
  if (process.platform === 'win32' && LOCALAPPDATA !== undefined) return join(LOCALAPPDATA, 'lanchat');
  return join(homedir(), '.local', 'state', 'lanchat');
}

/** The folder of the chatroom on that port, where none was given. */
export function dataFolder(data: string | null, port: number): string {
  return data ?? join(stateDirectory(), `server-${port}`);
}

/** Where the user's settings are (XDG Base Directory Specification; APPDATA on Windows). */
export function settingsFile(): string {
  const { XDG_CONFIG_HOME, APPDATA } = process.env;
  if (XDG_CONFIG_HOME !== undefined && XDG_CONFIG_HOME !== '')
    return join(XDG_CONFIG_HOME, 'lanchat', 'config');
  if (process.platform === 'win32' && APPDATA !== undefined) return join(APPDATA, 'lanchat', 'config');
  return join(homedir(), '.config', 'lanchat', 'config');
}
