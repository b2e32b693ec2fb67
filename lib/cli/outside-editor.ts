/** The person's own editor ($VISUAL, $EDITOR) on what is typed: a private file, given to it and taken away again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Bytes of a file that is read back; a larger one was not typed. */
const FILE_BYTES_MAX = 1_048_576;

/** Where neither variable names one. `nano` tells by itself how to leave it. */
const FALLBACK = 'command -v nano >/dev/null && exec nano "$1"; exec vi';

/** Exit codes of a shell: the program cannot be run, or is not there. */
const NOT_STARTED: ReadonlySet<number | null> = new Set([126, 127]);

export interface Edited {
  /** Null when it is to stay as it was. */
  readonly text: string | null;
  /** What to tell the person; empty when all went well. */
  readonly trouble: string;
}

/** Resolves when the editor has ended. The terminal must be free for it, and neither changes nor waits for us. */
export async function editOutside(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Edited> {
  const editor = [env['VISUAL'], env['EDITOR']].find((one) => one !== undefined && one.trim() !== '');
  let folder = '';
  let child: ChildProcess | null = null;
  // Ended from outside meanwhile, we leave neither the file nor the editor behind.
  const clean = (): void => {
    child?.kill('SIGHUP');
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', clean);
  try {
    folder = mkdtempSync(join(tmpdir(), 'lanchat-'));
    const file = join(folder, 'message.txt');
    writeFileSync(file, text === '' ? '' : `${text}\n`, { mode: 0o600, flag: 'wx' });
    child = start(editor, file);
    const code = await ended(child);
    child = null;
    if (code !== 0) return { text: null, trouble: failedText(editor, code) };
    return readBack(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { text: null, trouble: `The editor cannot be used: ${why}` };
  } finally {
    process.off('exit', clean);
    child = null;
    clean();
  }
}

/** The variables hold a command, often with options. */
function start(editor: string | undefined, file: string): ChildProcess {
  if (process.platform === 'win32')
    return spawn(`${editor ?? 'notepad'} "${file}"`, { shell: true, stdio: 'inherit' });
  return spawn('/bin/sh', ['-c', `${editor ?? FALLBACK} "$1"`, 'sh', file], { stdio: 'inherit' });
}

/** Its exit code; null when a signal ended it. */
function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code));
  });
}

function failedText(editor: string | undefined, code: number | null): string {
  if (NOT_STARTED.has(code))
    return `The editor cannot be started: ${editor ?? 'there is no nano and no vi here'}. EDITOR names the one to use.`;
  const how = code === null ? 'was ended' : `ended with exit code ${code}`;
  return `The editor ${how}: what is typed stays as it was.`;
}

/** Editors end the last line too. */
function readBack(file: string): Edited {
  if (statSync(file).size > FILE_BYTES_MAX)
    return { text: null, trouble: 'That is too long to be sent. What is typed stays as it was.' };
  return { text: readFileSync(file, 'utf8').replace(/(\r?\n)+$/, ''), trouble: '' };
}
