/** Opens a page where the person sits: never by a shell, and nothing but http and https. */
import { spawn } from 'node:child_process';

type Environment = Readonly<Record<string, string | undefined>>;

/** The program that opens pages on this machine's own display; null where the person sits elsewhere, or there is none. */
export function openerFor(platform: NodeJS.Platform, env: Environment): string | null {
  if (env['SSH_CONNECTION'] !== undefined || env['SSH_TTY'] !== undefined) return null;
  if (platform === 'darwin') return 'open';
  const hasDisplay = (env['WAYLAND_DISPLAY'] ?? '') !== '' || (env['DISPLAY'] ?? '') !== '';
  return platform === 'linux' && hasDisplay ? 'xdg-open' : null;
}

/** Resolves with whether a program took it. What that does afterwards is between it and the person. */
export function openLink(url: string): Promise<boolean> {
  const opener = openerFor(process.platform, process.env);
  if (opener === null || !/^https?:\/\/[!-~]+$/i.test(url)) return Promise.resolve(false);
  return new Promise((resolve) => {
    const child = spawn(opener, [url], { stdio: 'ignore', detached: true, shell: false });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
