/** A paste is one thing: nothing of it is sent by itself, and many lines are asked about; snippets are one line to open. */
import { describe, expect, it } from '@jest/globals';
import { readSnippet, snippetTag } from '../../../lib/protocol/snippet.js';
import { editorText } from '../../../lib/tui/editor.js';
import { currentWindow } from '../../../lib/tui/windows.js';
import fc from 'fast-check';
import { OUR_CAPS } from '../../support/client-session.js';
import { carryOut, type Screen, screenInLobby } from '../../support/screen.js';

const MULTILINE = 'draft/multiline=max-bytes=400,max-lines=10';

function inLobby(columns = 80, rows = 20): Screen {
  return screenInLobby(columns, rows, `${OUR_CAPS} draft/multiline`, `${OUR_CAPS} ${MULTILINE}`);
}

function lines(count: number): string {
  return Array.from({ length: count }, (_, number) => `  line ${number + 1}`).join('\n');
}

function pasted(count: number, screen = inLobby()): Screen {
  screen.input({ kind: 'paste', text: `${lines(count)}\n` });
  return screen;
}

const typed = (screen: Screen): string => editorText(currentWindow(screen.model).editor);
const lastRow = (screen: Screen): string => screen.rows().at(-1) ?? '';

/** A part of a snippet from bo. */
function part(snippet: string, id: string, ...texts: readonly string[]): readonly string[] {
  return [
    `@msgid=${id};+lanchat/snippet=${snippet} :bo!bo@lan BATCH +${id} draft/multiline #lobby`,
    ...texts.map((text) => `@batch=${id} :bo!bo@lan PRIVMSG #lobby :${text}`),
    `:bo!bo@lan BATCH -${id}`,
  ];
}

describe('a paste', () => {
  it('of a few lines goes into the input, without the end of its last line', () => {
    const screen = pasted(4);
    expect(typed(screen)).toBe(lines(4));
    expect(lastRow(screen)).toBe('       line 4');
  });

  it('of more is asked about in one row, and other keys do nothing', () => {
    const screen = pasted(12);
    expect(lastRow(screen)).toBe(
      '12 lines pasted: s sends them  e edits first  n as a snippet  Escape drops them',
    );
    screen.type('x');
    for (const key of ['up', 'tab', 'C-u', 'M-2', 'M-e']) screen.press(key);
    expect(lastRow(screen)).toMatch(/^12 lines pasted/);
    expect(screen.requests).toEqual([]);
    screen.press('escape');
    expect(lastRow(screen)).toBe('ann>');
    expect(screen.text()).toContain('The paste was dropped.');
    expect(lastRow(pasted(12, inLobby(50)))).toBe('12 lines? s send  e edit  n snippet  Escape drop');
    expect(pasted(1000, inLobby(24)).rows().slice(-2)).toEqual([
      ' 1000 lines \u00b7 Esc drops',
      's send e edit n snippet',
    ]);
  });

  it('is edited with e or Enter, and leaving keeps it', () => {
    for (const key of ['e', 'enter', 'C-q']) {
      const screen = pasted(12);
      if (key === 'e') screen.type(key);
      else screen.press(key);
      expect(typed(screen)).toBe(lines(12));
      expect(screen.requests.some(({ kind }) => kind === 'say')).toBe(false);
      expect(screen.requests.some(({ kind }) => kind === 'quit')).toBe(key === 'C-q');
    }
  });

  it('is sent with s, together with what was typed', () => {
    const screen = inLobby();
    screen.type('look: ');
    pasted(6, screen);
    expect(carryOut(screen, screen.type('s'))[1]).toBe('@batch=m1 PRIVMSG #lobby :look:   line 1');
    expect(typed(screen)).toBe('');
  });

  it('that comes in two pieces is one', () => {
    const screen = pasted(6);
    pasted(2, screen);
    expect(lastRow(screen)).toMatch(/^8 lines pasted/);
  });

  it('is no snippet where the server has none, or when it is too long, which is said', () => {
    const alone = pasted(12, screenInLobby());
    expect(lastRow(alone)).not.toContain('snippet');
    alone.type('n');
    expect(alone.text()).toContain('This server takes no messages of several lines, and so no snippets.');
    const screen = pasted(1001);
    expect(lastRow(screen)).not.toContain('snippet');
    expect(screen.rows().at(-2)).toContain('a snippet has 1000 lines at most');
    expect(screen.type('n')).toEqual([]);
    screen.press('escape');
    screen.type(`/snippet ${lines(1001)}`);
    expect(screen.press('enter')).toEqual([]);
    expect(screen.text()).toContain('A snippet has 1000 lines');
  });

  it('that would be more than may wait for the server is asked about again', () => {
    const screen = pasted(600);
    carryOut(screen, screen.type('n'));
    pasted(600, screen);
    expect(screen.type('n')).toEqual([]);
    expect(screen.text()).toContain('More than 1000 lines would wait for the server.');
    expect(lastRow(screen)).toMatch(/^600 lines pasted/);
  });

  it('may be a file, which is then called by its name', () => {
    const screen = inLobby();
    const file = { kind: 'file', path: '~/a/notes\u001b[2J.txt', text: lines(12), trouble: '' } as const;
    screen.tell(file);
    expect(lastRow(screen)).toBe('notes.txt, 12 lines? s send  e edit  n snippet  Escape drop');
    screen.press('escape');
    expect(screen.text()).toContain('notes.txt was not sent.');
    const wide = inLobby(100);
    wide.tell(file);
    expect(lastRow(wide)).toMatch(/^12 lines of notes\.txt: s sends them {2}e edits first/);
  });
});

describe('emoji', () => {
  it('are offered by Tab with their names, and sent in the place of these; a snippet stays as it is', () => {
    const screen = inLobby();
    screen.type('well :star');
    screen.press('tab');
    expect(lastRow(screen)).toBe('ann> well \u2b50');
    expect(screen.rows().at(-2)).toContain('\u2b50 :star:  \u{1f929} :star_struck:  \u{1f31f} :star2:');
    screen.press('S-tab');
    screen.type(': :tada:');
    expect(carryOut(screen, screen.press('enter'))).toContain(
      "@label=1 PRIVMSG #lobby :well \\u'2B50' \\u'1F389'",
    );
    screen.type('/snippet :tada:\n:tada:');
    expect(carryOut(screen, screen.press('enter')).at(-2)).toMatch(/ PRIVMSG #lobby ::tada:$/);
  });
});

describe('a snippet', () => {
  it('goes out as parts with a tag, and is one row while it is on its way and when it has come', () => {
    const screen = pasted(12);
    const sent = carryOut(screen, screen.type('n'));
    const first = sent.filter((line) => line.includes(' BATCH +'));
    expect(first[0]).toMatch(
      /^@label=1;\+lanchat\/snippet=1\/2\/12\/\w+ BATCH \+m1 draft\/multiline #lobby$/,
    );
    expect(screen.rows().filter((row) => row.includes('\u25b8 12 lines: line 1 \u2026'))).toHaveLength(1);
    expect(screen.text()).not.toContain('line 2');
    const key = /\/(\w+) BATCH/.exec(first[0] ?? '')?.[1] ?? '';
    screen.receive(
      `@label=1;msgid=a;+lanchat/snippet=1/2/12/${key} :ann!ann@lan BATCH +a draft/multiline #lobby`,
    );
    screen.receive('@batch=a :ann!ann@lan PRIVMSG #lobby :  line 1', ':ann!ann@lan BATCH -a');
    expect(screen.text()).toMatch(/ann \u2502 \u25b8 12 lines \(Alt-V\): line 1/);
  });

  it('of others is one row for all its parts, opened by Alt-V, gone through, copied and closed', () => {
    const screen = inLobby(80, 12);
    screen.receive(...part('1/2/13/K', 'a', '', '  one', ...Array<string>(8).fill('middle')));
    screen.receive(
      ...part('2/2/13/K', 'b', 'eleven', 'twelve\x1b[2J', 'last'),
      ':bo!bo@lan PRIVMSG #lobby :see?',
    );
    expect(screen.text()).toMatch(/bo \u2502 \u25b8 13 lines \(Alt-V\): one .*\n +\u2502 see\?/);
    screen.press('M-v');
    expect(screen.rows()[2]).toBe('  one');
    expect(screen.text()).toContain(
      ' bo \u00b7 13 lines \u00b7 Escape closes \u00b7 c copies \u00b7 PageDown reads on',
    );
    screen.press('pagedown');
    expect(screen.rows().slice(-5, -3)).toEqual(['twelve', 'last']);
    expect(screen.type('c')).toMatchObject([
      { kind: 'copy', text: expect.stringMatching(/^\n {2}one\n[^]*last$/) },
    ]);
    screen.press('escape');
    expect(screen.text()).toContain('see?');
  });

  it('is opened by Enter when it is chosen, whole from its one row', () => {
    const screen = inLobby();
    screen.receive(...part('1/2/2/K', 'a', 'one'), ...part('2/2/2/K', 'b', 'two'));
    screen.press('M-s');
    screen.press('enter');
    expect(screen.text()).toContain('one\ntwo\n');
  });

  it('is read on when a part comes that was not there when it was opened', () => {
    const screen = inLobby();
    screen.receive(...part('1/2/2/K', 'a', 'one'));
    screen.press('M-v');
    expect(screen.text()).toContain('one\n[part 2 of 2 is not here]');
    screen.receive(...part('2/2/2/K', 'b', 'two'));
    expect(screen.text()).toContain('one\ntwo\n');
  });

  it('is taken back as a whole, in one row', () => {
    const screen = screenInLobby(80, 20, `${OUR_CAPS} draft/multiline draft/message-redaction`);
    const own = [...part('1/2/2/K', 'a', 'one'), ...part('2/2/2/K', 'b', 'two')];
    screen.receive(...own.map((line) => line.replaceAll('bo!bo', 'ann!ann')));
    screen.press('M-s');
    screen.type('d');
    expect(carryOut(screen, screen.type('y'))).toEqual(['REDACT #lobby a', 'REDACT #lobby b']);
    screen.receive(':ann!ann@lan REDACT #lobby a', ':ann!ann@lan REDACT #lobby b');
    expect(screen.rows().filter((row) => row.includes('message taken back'))).toHaveLength(1);
    expect(screen.text()).not.toContain('Alt-V');
  });

  it('with parts that are not here says so, and a tag that is none is nothing', () => {
    const screen = inLobby();
    screen.receive(...part('2/2/5/K', 'b', 'two'));
    expect(screen.text()).toContain('\u25b8 5 lines, part 2 of 2 (Alt-V): two');
    screen.tell({ kind: 'resize', size: { columns: 40, rows: 20 } });
    expect(screen.text()).toContain('bo \u2502 \u25b8 5 lines, part 2 of 2: two');
    screen.tell({ kind: 'resize', size: { columns: 80, rows: 20 } });
    screen.press('M-v');
    expect(screen.text()).toContain('[part 1 of 2 is not here]\ntwo');
    const far = inLobby();
    far.receive(...part('1/9/40/K', 'a', 'one'), ...part('5/9/40/K', 'e', 'five'));
    far.press('M-v');
    expect(far.text()).toContain(
      'one\n[parts 2 to 4 of 9 are not here]\nfive\n[parts 6 to 9 of 9 are not here]',
    );
    const other = inLobby();
    other.press('M-v');
    expect(other.text()).toContain('Nobody has sent a snippet here.');
    other.receive(...part('9/2/5/K', 'b', 'plain'));
    expect(other.text()).toMatch(/bo \u2502 plain/);
  });

  it('has a tag that comes back as it was, and nothing else reads as one', () => {
    const number = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(number, number, fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/), (one, two, key) => {
        const snippet = { key, part: Math.min(one, two), parts: Math.max(one, two), lines: two };
        expect(readSnippet(snippetTag(snippet))).toEqual(snippet);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (value) => {
        const found = readSnippet(value);
        if (found !== null) expect(snippetTag(found)).toBe(value);
      }),
    );
  });
});
