/** What the terminal and the machine are asked for: the clipboard, pages, and whom one does not hear. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KeptIgnored } from '../../../lib/cli/kept-ignored.js';
import { openerFor } from '../../../lib/cli/open-link.js';
import { createSession, isIgnored, setIgnored } from '../../../lib/client/session.js';
import { clipboardBytes } from '../../../lib/tui/blessed/clipboard.js';
import { knowsLinks } from '../../../lib/tui/blessed/hyperlinks.js';

describe('the clipboard', () => {
  it('is filled by OSC 52, in tmux both ways, and not where that would be printed', () => {
    const code = `\u001b]52;c;${Buffer.from('né').toString('base64')}\u001b\\`;
    expect(clipboardBytes('né', { TERM: 'xterm' }).bytes).toBe(code);
    const inTmux = clipboardBytes('né', { TERM: 'tmux-256color', TMUX: '/tmp/x' }).bytes;
    expect(inTmux).toBe(`${code}\u001bPtmux;${code.replaceAll('\u001b', '\u001b\u001b')}\u001b\\`);
    for (const env of [{ TERM: 'linux' }, { TERM: 'screen', STY: '1' }]) {
      expect(clipboardBytes('x', env)).toEqual({ bytes: '', word: expect.stringContaining('Alt-L') });
    }
    expect(clipboardBytes('x'.repeat(40_000), {}).bytes).toBe('');
  });
});

describe('a page', () => {
  it('is opened on a display of this machine alone', () => {
    expect(openerFor('linux', { DISPLAY: ':0' })).toBe('xdg-open');
    expect(openerFor('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe('xdg-open');
    expect(openerFor('darwin', {})).toBe('open');
    expect(openerFor('linux', {})).toBeNull();
    expect(openerFor('linux', { DISPLAY: 'localhost:10', SSH_CONNECTION: '1 2 3 4' })).toBeNull();
    expect(openerFor('win32', {})).toBeNull();
  });

  it.each([
    [{ TERM: 'xterm-kitty' }, true],
    [{ TERM: 'xterm-256color', VTE_VERSION: '6800' }, true],
    [{ TERM: 'xterm-256color', VTE_VERSION: '4200' }, false],
    [{ TERM: 'xterm-256color', TERM_PROGRAM: 'WezTerm' }, true],
    [{ TERM: 'xterm-256color' }, false],
    [{ TERM: 'tmux-256color', TMUX: '/tmp/x', TERM_PROGRAM: 'tmux' }, false],
    ...(
      [
        ['3.3a', false],
        ['3.4', true],
        ['next-3.6', true],
        ['3.10', true],
        ['master', false],
      ] as const
    ).map(([version, isNew]): [Record<string, string>, boolean] => [
      { TERM: 'tmux-256color', TMUX: '/tmp/x', TERM_PROGRAM: 'tmux', TERM_PROGRAM_VERSION: version },
      isNew,
    ]),
    [{ TERM: 'linux' }, false],
  ])('is a link of the terminal with %j: %s', (env, expected) => {
    expect(knowsLinks(env)).toBe(expected);
  });
});

describe('whom one does not hear', () => {
  let state = '';

  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), 'lanchat-'));
    process.env['XDG_STATE_HOME'] = state;
  });

  afterEach(() => {
    delete process.env['XDG_STATE_HOME'];
    rmSync(state, { recursive: true });
  });

  it('is kept for each server, until one hears them again', () => {
    const first = createSession({}, 0);
    const kept = new KeptIgnored(first, 'a:1060');
    setIgnored(first, 'Bo', true);
    kept.look();
    const again = createSession({}, 0);
    const keptAgain = new KeptIgnored(again, 'A:1060');
    keptAgain.read();
    expect(isIgnored(again, 'bo')).toBe(true);
    const elsewhere = createSession({}, 0);
    new KeptIgnored(elsewhere, 'b:1060').read();
    expect(isIgnored(elsewhere, 'bo')).toBe(false);
    setIgnored(again, 'bo', false);
    keptAgain.look();
    expect(readdirSync(join(state, 'lanchat', 'ignored'))).toEqual([]);
  });

  it('is nobody where the file holds anything else', () => {
    const session = createSession({}, 0);
    const kept = new KeptIgnored(session, 'a:1');
    setIgnored(session, 'bo', true);
    kept.look();
    const folder = join(state, 'lanchat', 'ignored');
    const [file = ''] = readdirSync(folder);
    for (const text of ['', '[]', '{"names":[1,"a b",null,"ok"]}', '\u0000']) {
      writeFileSync(join(folder, file), text);
      const other = createSession({}, 0);
      new KeptIgnored(other, 'a:1').read();
      expect([...other.ignored]).toEqual(text.includes('ok') ? ['ok'] : []);
    }
  });
});
