/** Who writes, who calls, whom one does not want to hear, and the ways to what matters. */
import { describe, expect, it } from '@jest/globals';
import { editorText } from '../../../lib/tui/editor.js';
import { noticeBytes } from '../../../lib/tui/blessed/notice.js';
import { currentWindow } from '../../../lib/tui/windows.js';
import { safeText } from '../../../lib/base/safe-text.js';
import { feed, NOON } from '../../support/client-session.js';
import { carryOut, screenInLobby, type Screen } from '../../support/screen.js';

function typed(screen: Screen): string {
  return editorText(currentWindow(screen.model).editor);
}

function status(screen: Screen): string {
  return screen.rows().at(-2) ?? '';
}

function say(screen: Screen, who: string, ...texts: readonly string[]): void {
  screen.receive(...texts.map((text) => `:${who}!${who}@lan PRIVMSG #lobby :${text}`));
}

describe('writing', () => {
  it('is told to the others at once, then every three seconds, and not when it is a command', () => {
    const screen = screenInLobby();
    const line = '@+typing=active;label=typing TAGMSG #lobby';
    expect(carryOut(screen, screen.type('h'))).toEqual([line]);
    expect(carryOut(screen, screen.type('i'))).toEqual([]);
    const key = { kind: 'input', event: { kind: 'text', text: '!' } } as const;
    expect(carryOut(screen, screen.tell(key, NOON + 3000))).toEqual([line]);
    expect(carryOut(screen, screen.press('C-u'))).toEqual(['@+typing=done;label=typing TAGMSG #lobby']);
    expect(carryOut(screen, screen.type('/msg bo secret'))).toEqual([]);
  });

  it('ends with the message, without another word', () => {
    const screen = screenInLobby();
    screen.type('hello');
    const lines = carryOut(screen, screen.press('enter'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/PRIVMSG #lobby hello$/);
  });

  it('by others is in the status line until they speak, stop, or say no more of it', () => {
    const screen = screenInLobby(120);
    screen.receive('@+typing=active :bo!bo@lan TAGMSG #lobby');
    expect(status(screen)).toContain('bo is typing');
    screen.receive('@+typing=active :cy!cy@lan TAGMSG #lobby', '@+typing=active :dee!dee@lan TAGMSG #lobby');
    expect(status(screen)).toContain('bo, cy and dee are typing');
    screen.receive('@+typing=active :eve!eve@lan TAGMSG #lobby');
    expect(status(screen)).toContain('several are typing');
    screen.receive('@+typing=done :eve!eve@lan TAGMSG #lobby');
    say(screen, 'bo', 'done');
    expect(status(screen)).toContain('cy and dee are typing');
    screen.tell({ kind: 'tick' }, NOON + 6000);
    expect(status(screen)).not.toContain('typing');
  });

  it.each([':bo!bo@lan QUIT :bye', ':bo!bo@lan PART #lobby', ':ann!ann@lan KICK #lobby bo :enough'])(
    'is over when the writer goes: %s',
    (gone) => {
      const screen = screenInLobby(120);
      screen.receive(':bo!bo@lan JOIN #lobby', '@+typing=active :bo!bo@lan TAGMSG #lobby');
      expect(status(screen)).toContain('bo is typing');
      screen.receive(gone);
      expect(status(screen)).not.toContain('typing');
    },
  );
});

describe('a person who looks elsewhere', () => {
  it('is called by the bell and a notice, at most one in five seconds', () => {
    const screen = screenInLobby();
    say(screen, 'bo', 'ann: seen');
    expect(screen.frame()).toMatchObject({ bell: false, notice: null });
    screen.input({ kind: 'focus', focused: false });
    say(screen, 'bo', 'for everybody', 'ann: come here');
    const { notice } = screen.frame();
    expect(notice).toEqual({ title: 'lanchat: bo in #lobby', text: 'ann: come here' });
    screen.model.bell = false;
    screen.model.notice = null;
    say(screen, 'bo', 'ann: now!');
    expect(screen.frame()).toMatchObject({ bell: false, notice: null });
    const { session } = screen;
    const later = (who: string, text: string): void => {
      const { events } = feed(session, `:${who}!${who}@lan PRIVMSG #lobby :${text}`);
      screen.tell({ kind: 'events', events }, NOON + 5000);
    };
    later('ann', 'ann is me');
    expect(screen.frame()).toMatchObject({ bell: false, notice: null });
    later('bo', 'ann: please');
    expect(screen.frame()).toMatchObject({ bell: true, notice: { text: 'ann: please' } });
  });

  it('gets it in the words of the terminal', () => {
    const notice = { title: safeText('lanchat: bo'), text: safeText('4;50; hi') };
    expect(noticeBytes(notice, { TERM: 'xterm-kitty' })).toBe('\u001b]9;lanchat: bo: 4,50, hi\u001b\\');
    expect(noticeBytes(notice, { TERM: 'xterm-256color', VTE_VERSION: '7002' })).toBe(
      '\u001b]777;notify;lanchat: bo;4,50, hi\u001b\\',
    );
    expect(noticeBytes(notice, { TERM: 'tmux-256color', TMUX: '/tmp/x' })).toBe(
      '\u001bPtmux;\u001b\u001b]9;lanchat: bo: 4,50, hi\u001b\u001b\\\u001b\\',
    );
  });
});

describe('/ignore', () => {
  it('hides what somebody says, here and in private, until /unignore', () => {
    const screen = screenInLobby(100);
    screen.type('/ignore BO');
    screen.press('enter');
    expect(screen.text()).toContain('is hidden from you');
    say(screen, 'bo', 'noise');
    screen.receive(':bo!bo@lan PRIVMSG ann :psst', '@+typing=active :bo!bo@lan TAGMSG #lobby');
    say(screen, 'cy', 'signal');
    expect(screen.text()).not.toMatch(/noise|psst|typing/);
    expect(screen.model.windows).toHaveLength(1);
    expect(screen.text()).toContain('signal');
    for (const line of ['/ignore', '/ignore ann', '/unignore bo', '/unignore bo']) {
      screen.type(line);
      screen.press('enter');
    }
    const text = screen.text();
    for (const words of ['Hidden from you: bo.', 'That is you.', 'You hear bo again.', 'bo is not hidden.'])
      expect(text).toContain(words);
    say(screen, 'bo', 'am I back?');
    expect(screen.text()).toContain('am I back?');
  });
});

describe('Ctrl-R', () => {
  function withHistory(): Screen {
    const screen = screenInLobby();
    for (const line of ['the first line', 'another', 'the Second line']) {
      screen.type(line);
      screen.press('enter');
    }
    return screen;
  }

  it('finds what one has sent, the newest first; Enter takes it and sends nothing', () => {
    const screen = withHistory();
    screen.type('half');
    screen.press('C-u');
    screen.press('C-r');
    screen.type('the s');
    expect(screen.rows().at(-1)).toBe('find: the s  the Second line');
    screen.press('backspace');
    screen.press('C-r');
    expect(screen.rows().at(-1)).toBe('find: the   the first line');
    screen.press('C-r');
    expect(screen.rows().at(-1)).toBe('find: the   the first line');
    expect(carryOut(screen, screen.press('enter'))).toEqual(['@+typing=active;label=typing TAGMSG #lobby']);
    expect(typed(screen)).toBe('the first line');
    screen.press('C-_');
    expect(typed(screen)).toBe('');
  });

  it('leaves the line as it was at Escape, and says when there is nothing', () => {
    const screen = withHistory();
    screen.type('unfinished');
    screen.press('C-r');
    expect(screen.rows().at(-1)).toBe('find: unfinished  (no such line)');
    screen.press('escape');
    expect(typed(screen)).toBe('unfinished');
    screen.press('C-r');
    for (let count = 0; count < 10; count += 1) screen.press('backspace');
    expect(screen.rows().at(-1)).toBe('find:   (type a part of a line you have sent)');
    screen.type('anoth');
    screen.press('C-e');
    expect(typed(screen)).toBe('another');
  });

  it('has a companion: Ctrl-Down puts the line aside, Up brings it back', () => {
    const screen = withHistory();
    screen.type('later');
    expect(carryOut(screen, screen.press('C-down')).join()).not.toContain('PRIVMSG');
    expect(typed(screen)).toBe('');
    screen.press('up');
    expect(typed(screen)).toBe('later');
  });
});

describe('jumping', () => {
  function long(): Screen {
    const screen = screenInLobby(60, 10);
    for (let index = 0; index < 60; index += 1)
      say(screen, 'bo', index % 20 === 10 ? `ann: question ${index}` : `message ${index}`);
    return screen;
  }

  it('Alt-P and Alt-N go from one message for me to another', () => {
    const screen = long();
    screen.press('M-p');
    expect(screen.text()).toContain('ann: question 50');
    screen.press('M-p');
    expect(screen.text()).toContain('ann: question 30');
    screen.press('M-p');
    screen.press('M-n');
    expect(screen.text()).toContain('ann: question 30');
    screen.press('M-p');
    screen.press('M-p');
    expect(status(screen)).toContain('nothing before this was said to you');
  });

  it('Alt-N finds what was said to me below what one is reading', () => {
    const screen = long();
    screen.press('pageup');
    screen.press('pageup');
    say(screen, 'bo', 'ann: are you there?');
    for (let index = 0; index < 20; index += 1) say(screen, 'bo', `more ${index}`);
    expect(screen.text()).not.toContain('are you there?');
    screen.press('M-n');
    expect(screen.text()).toContain('ann: question 50');
    screen.press('M-n');
    expect(screen.text()).toContain('ann: are you there?');
  });

  it('Alt-U goes to where one stopped reading', () => {
    const screen = screenInLobby(60, 10);
    screen.input({ kind: 'focus', focused: false });
    for (let index = 0; index < 60; index += 1) say(screen, 'bo', `message ${index}`);
    expect(screen.text()).not.toContain('message 0');
    screen.press('M-u');
    expect(screen.text()).toMatch(/─ new ─/);
    expect(screen.rows().some((row) => row.endsWith('message 0'))).toBe(true);
  });

  it('is by one line a visit: it stays while one reads, and goes when one leaves', () => {
    const screen = screenInLobby(79, 14);
    const rules = (): readonly string[] => {
      const rows = screen.rows();
      return rows.flatMap((row, y) => (row.includes('─ new ─') ? [rows[y + 1] ?? ''] : []));
    };
    const look = (focused: boolean): void => void screen.input({ kind: 'focus', focused });
    look(false);
    look(true);
    expect(rules()).toEqual([]);
    look(false);
    say(screen, 'bo', 'first');
    say(screen, 'bo', 'second');
    look(true);
    say(screen, 'bo', 'third');
    screen.press('right');
    say(screen, 'bo', 'fourth');
    expect(rules()).toEqual([expect.stringContaining('│ first')]);
    look(false);
    expect(rules()).toEqual([]);
    say(screen, 'bo', 'fifth');
    expect(rules()).toEqual([expect.stringContaining('│ fifth')]);
    screen.type('so');
    screen.press('enter');
    expect(rules()).toEqual([]);
  });

  it('Alt-U says when there is nothing new', () => {
    const screen = long();
    screen.press('M-u');
    expect(status(screen)).toContain('you have read all that is here');
  });
});

it('the host gives one a say in every room, which one is told', () => {
  const screen = screenInLobby(100);
  screen.receive(':lan 381 ann :You are now an IRC operator');
  expect(screen.text()).toContain('You have a say in every room now.');
});
