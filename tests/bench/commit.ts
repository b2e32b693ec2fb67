/** Another commit of lanchat, built beside this one. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('../..', import.meta.url));

/** The built bin/lanchat of the commit, in the folder. Throws where git or its build fails. */
export function buildCommit(revision: string, folder: string): string {
  const source = join(folder, 'base');
  mkdirSync(source);
  const archive = execFileSync('git', ['archive', revision], { cwd: HERE, maxBuffer: 1 << 28 });
  execFileSync('tar', ['-x'], { cwd: source, input: archive });
  const lock = (root: string): string => readFileSync(join(root, 'package-lock.json'), 'utf8');
  if (lock(source) === lock(HERE)) symlinkSync(join(HERE, 'node_modules'), join(source, 'node_modules'));
  else execFileSync('npm', ['ci', '--ignore-scripts'], { cwd: source, stdio: 'ignore' });
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: source, stdio: 'inherit' });
  return join(source, 'bin', 'lanchat');
}
