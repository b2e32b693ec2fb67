/** Much that is sent at once goes out as slowly as the server takes it: what one sees meanwhile, and how it is stopped. */
import { describe, expect, it } from '@jest/globals';
import { editorText } from '../../../lib/tui/editor.js';
import { currentWindow } from '../../../lib/tui/windows.js';
import { NOON, OUR_CAPS } from '../../support/client-session.js';
import { carryOut, type Screen, screenInLobby } from '../../support/screen.js';

const MULTILINE = 'draft/multiline=max-bytes=4096,max-lines=32';

function sending(key: string, columns = 80, count = 100): Screen {
  const screen = screenInLobby(columns, 14, `${OUR_CAPS} draft/multiline`, `${OUR_CAPS} ${MULTILINE}`);
  const lines = Array.from({ length: count }, (_, number) => `line ${number + 1}`);
  screen.input({ kind: 'paste', text: lines.join('\n') });
  carryOut(screen, screen.type(key));
  return screen;
}

function sayMeanwhile(screen: Screen): void {
  screen.type('meanwhile');
  carryOut(screen, screen.press('enter'), NOON + 1);
}

const status = (screen: Screen): string => screen.rows().at(-2) ?? '';

describe('much that was sent at once', () => {
  it.each(['s', 'n'])('is one row while it is on its way, and the status line counts it (%s)', (key) => {
    const screen = sending(key);
    sayMeanwhile(screen);
    expect(screen.text()).toMatch(
      /ann \u2502 \u25b8 100 lines: line 1 \u2026.*\n +ann \u2502 meanwhile \u2026/,
    );
    expect(status(screen)).toContain('\u00b7 101 lines to go, Escape stops');
    screen.receive(
      '@label=1;msgid=a :ann!ann@lan BATCH +a draft/multiline #lobby',
      ...Array.from(
        { length: 32 },
        (_, number) => `@batch=a :ann!ann@lan PRIVMSG #lobby :line ${number + 1}`,
      ),
      ':ann!ann@lan BATCH -a',
    );
    expect(screen.text()).toContain(key === 's' ? '\u25b8 68 lines: line 33 \u2026' : '68 more lines \u2026');
    expect(status(screen)).toContain('69 lines to go');
  });

  it('is stopped by Escape, but for what is under way, and what was typed since is sent', () => {
    const screen = sending('s');
    sayMeanwhile(screen);
    carryOut(screen, screen.press('escape'));
    expect(status(screen)).toBe(' Stopped: 68 lines were not sent. Up brings them back.');
    expect(screen.session.queue.items.map(({ text }) => text.slice(0, 9))).toEqual([
      'line 1\nli',
      'meanwhile',
    ]);
    expect(carryOut(screen, screen.press('escape'))).toEqual([]);
    screen.tell({ kind: 'tick' }, NOON + 1000);
    expect(status(screen)).toMatch(/33 lines to go \u00b7/);
    screen.press('up');
    expect(editorText(currentWindow(screen.model).editor)).toMatch(/^line 33\n[^]*\nline 100$/);
  });

  it('as a snippet comes back as its command', () => {
    const screen = sending('n');
    carryOut(screen, screen.press('escape'));
    screen.press('up');
    expect(editorText(currentWindow(screen.model).editor)).toMatch(/^\/snippet line 33\n[^]*\nline 100$/);
  });

  it('as a snippet is taken back with what is under way, and the rest is not sent', () => {
    const caps = `${OUR_CAPS} draft/multiline draft/message-redaction`;
    const screen = screenInLobby(80, 14, caps, caps.replace('draft/multiline', MULTILINE));
    screen.input({
      kind: 'paste',
      text: Array.from({ length: 100 }, (_, number) => `line ${number + 1}`).join('\n'),
    });
    const sent = carryOut(screen, screen.type('n'));
    const key = /\/(\w+) BATCH/.exec(sent.join('\n'))?.[1] ?? '';
    const echo = (part: number): readonly string[] => [
      `@label=${part};msgid=p${part};+lanchat/snippet=${part}/4/100/${key} :ann!ann@lan BATCH +b${part} draft/multiline #lobby`,
      `@batch=b${part} :ann!ann@lan PRIVMSG #lobby :part ${part}`,
      `:ann!ann@lan BATCH -b${part}`,
    ];
    screen.receive(...echo(1));
    expect(screen.session.queue.items.map(({ state }) => state)).toEqual(['sent', 'waiting', 'waiting']);
    screen.type('/takeback');
    expect(carryOut(screen, screen.press('enter'))).toEqual(['REDACT #lobby p1']);
    expect(carryOut(screen, screen.receive(...echo(2)))).toEqual(['REDACT #lobby p2']);
    expect(screen.session.queue.items).toEqual([]);
  });

  it('is not stopped by an Escape that closes something, nor counted as more than it is', () => {
    const screen = sending('s');
    screen.press('f1');
    screen.press('escape');
    expect(status(screen)).toContain('100 lines to go, Escape stops');
    expect(screen.press('C-q')).toEqual([]);
    expect(screen.text()).toContain('100 lines are not sent yet.');
    expect(screen.press('escape')).toEqual([]);
    expect(status(sending('s', 30))).toBe(' #lobby \u00b7 100 to go \u00b7 F1 help');
  });

  it('that a server takes at once is shown as it is, unless it does not', () => {
    const screen = sending('s', 80, 12);
    expect(screen.text()).toMatch(/│ line 11 +│\n +│ line 12 \u2026/);
    expect(status(screen)).not.toContain('to go');
    screen.tell({ kind: 'tick' }, NOON + 500);
    expect(screen.text()).toContain('\u25b8 12 lines: line 1 \u2026');
    expect(status(screen)).toContain('12 lines to go');
    expect(status(screen)).not.toContain('Escape');
  });

  it('waits without a word about Escape while the server is away', () => {
    const screen = sending('s');
    screen.session.phase = 'offline';
    expect(status(screen)).not.toContain('to go');
    expect(screen.press('escape')).toEqual([]);
    expect(screen.text()).toContain('\u25b8 100 lines: line 1 \u2026');
  });
});
