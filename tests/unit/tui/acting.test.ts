/** Acting on messages in the full screen: choosing, answering, reacting, taking back, copying. */
import { describe, expect, it } from '@jest/globals';
import { currentWindow } from '../../../lib/tui/windows.js';
import { KEEPING_CAPS, old, OUR_CAPS, page } from '../../support/client-session.js';
import { carryOut, screenInLobby, type Screen } from '../../support/screen.js';

const CAPS = `${OUR_CAPS} draft/message-redaction`;

function said(id: string, text: string, from = 'bo', tags = ''): string {
  return `@msgid=${id}${tags} :${from}!${from}@lan PRIVMSG #lobby :${text}`;
}

function inRoom(rows = 16, columns = 80): Screen {
  const screen = screenInLobby(columns, rows, CAPS);
  screen.receive(said('m1', 'one'), said('m2', 'two', 'cy'), said('m3', 'three', 'ann'));
  return screen;
}

/** The text that is drawn inverse between the rooms and what is said to be below: the chosen message. */
function chosen(screen: Screen): string {
  const rows = screen.frame().rows.slice(1, -2);
  return rows
    .flat()
    .filter(({ style, text }) => style.inverse === true && !isBar(text))
    .map(({ text }) => text)
    .join('');
}

function isBar(text: string): boolean {
  return /\u2193|Ctrl-End|^ *$/.test(text);
}

function hint(screen: Screen): string {
  return screen.rows().at(-2) ?? '';
}

/** A message of several lines, with these tags. */
function nineLines(tags: string): readonly string[] {
  const lines = Array.from(
    { length: 9 },
    (_, index) => `@batch=a :bo!bo@lan PRIVMSG #lobby :line ${index + 1}`,
  );
  return [`@${tags} :bo!bo@lan BATCH +a draft/multiline #lobby`, ...lines, ':bo!bo@lan BATCH -a'];
}

describe('choosing a message', () => {
  it('begins at the newest, goes up and down over what nobody said, and ends below the newest', () => {
    const screen = inRoom();
    screen.receive(':dee!dee@lan JOIN #lobby');
    screen.press('M-s');
    expect(chosen(screen)).toBe('three');
    expect(hint(screen)).toContain('r answer');
    expect(hint(screen)).toContain('d take back');
    expect(screen.frame().cursor).toBeNull();
    screen.press('up');
    expect(chosen(screen)).toBe('two');
    expect(hint(screen)).not.toContain('d take back');
    screen.press('home');
    expect(chosen(screen)).toBe('one');
    screen.press('end');
    screen.press('down');
    expect(chosen(screen)).toBe('');
    expect(screen.frame().cursor).not.toBeNull();
  });

  it('begins and ends by F4 too, where the terminal keeps Alt-S for itself', () => {
    const screen = inRoom();
    screen.press('f4');
    expect(chosen(screen)).toBe('three');
    screen.press('f4');
    expect(chosen(screen)).toBe('');
  });

  it('holds the view still, and shows the newest again after Escape', () => {
    const screen = inRoom(10);
    screen.press('M-s');
    const before = screen.rows().slice(1, -4);
    for (let number = 0; number < 30; number += 1) screen.receive(said(`n${number}`, `new ${number}`));
    expect(screen.rows().slice(1, -4)).toEqual(before);
    expect(screen.text()).toContain('30 new');
    screen.press('escape');
    expect(screen.text()).toContain('new 29');
  });

  it('always shows the chosen one whole, up and down a long list', () => {
    const screen = inRoom(10, 60);
    for (let number = 0; number < 40; number += 1)
      screen.receive(said(`n${number}`, `message ${number} ${'word '.repeat(number % 20)}.`));
    screen.press('M-s');
    for (const key of ['up', 'down']) {
      for (let step = 0; step < 38; step += 1) {
        screen.press(key);
        expect(chosen(screen)).toMatch(/^message \d+ [^]*\.$/);
      }
    }
  });

  it('other keys do what they always do, letters do nothing, and a paste is typed', () => {
    const screen = inRoom();
    screen.press('M-s');
    screen.type('z');
    expect(chosen(screen)).toBe('three');
    screen.input({ kind: 'paste', text: 'pasted' });
    expect(chosen(screen)).toBe('');
    expect(screen.rows().at(-1)).toContain('ann> pasted');
    screen.press('M-s');
    expect(screen.press('C-q')).toMatchObject([{ kind: 'quit' }]);
  });

  it('a click chooses while the mouse is on', () => {
    const screen = inRoom();
    screen.press('M-s');
    const y = screen.rows().findIndex((row) => row.includes('│ one'));
    screen.input({ kind: 'mouse', button: 0, x: 30, y, pressed: true });
    expect(chosen(screen)).toBe('one');
    // Also where the pane is full.
    for (let number = 0; number < 30; number += 1) screen.receive(said(`n${number}`, `message ${number}`));
    screen.press('escape');
    screen.press('M-s');
    for (const wanted of ['message 25', 'message 20']) {
      const row = screen.rows().findIndex((one) => one.includes(`│ ${wanted} `));
      screen.input({ kind: 'mouse', button: 0, x: 30, y: row, pressed: true });
      expect(chosen(screen)).toBe(wanted);
    }
    // On a person it is not about messages.
    const at = { x: 78, y: screen.rows().findIndex((one) => one.endsWith('│ bo')) };
    screen.input({ kind: 'wheel', direction: 'up', count: 3, at });
    expect(chosen(screen)).toBe('message 20');
    screen.input({ kind: 'mouse', button: 0, ...at, pressed: true });
    expect(screen.model.selection).toBeNull();
    expect(currentWindow(screen.model).place).toBe('bo');
  });

  it('copies what was said', () => {
    const screen = inRoom();
    screen.press('M-s');
    screen.press('up');
    expect(screen.type('c')).toEqual([{ kind: 'copy', text: 'two' }]);
    screen.tell({ kind: 'word', text: 'Copied.' });
    expect(hint(screen)).toContain('Copied.');
    screen.press('up');
    expect(hint(screen)).not.toContain('Copied.');
  });
});

describe('an answer', () => {
  it('goes out with the id of the message, and shows what it answers', () => {
    const screen = inRoom();
    screen.press('M-s');
    screen.press('up');
    screen.press('up');
    screen.type('r');
    expect(hint(screen)).toContain('answering bo: one (Escape drops it)');
    screen.type('yes');
    const [line] = carryOut(screen, screen.press('enter'));
    expect(line).toBe('@label=1;+draft/reply=m1 PRIVMSG #lobby yes');
    screen.receive('@label=1;msgid=m4;+draft/reply=m1 :ann!ann@lan PRIVMSG #lobby :yes');
    expect(screen.text()).toMatch(/│ ↳ bo: one.*\n.*│ yes/);
    expect(hint(screen)).not.toContain('answering');
    // The next one answers nothing.
    screen.type('more');
    expect(carryOut(screen, screen.press('enter'))).toEqual(['@label=2 PRIVMSG #lobby more']);
  });

  it('to the message right above has a mark alone, and one to what is not here says so', () => {
    const screen = inRoom();
    screen.receive(said('m4', 'no', 'bo', ';+reply=m3'), said('m5', 'old', 'cy', ';+draft/reply=gone'));
    expect(screen.text()).toMatch(/three.*\n.*│ ↳ no/);
    expect(screen.text()).toMatch(/│ ↳ an earlier message.*\n.*│ old/);
  });

  it('Escape drops it; /reply and Alt-R answer the last message for me', () => {
    const screen = inRoom();
    screen.press('M-r');
    expect(hint(screen)).toContain('Nothing here was said to you');
    screen.receive(said('m4', 'Ann, come'), said('m5', 'others talk', 'cy'));
    screen.press('M-r');
    expect(hint(screen)).toContain('answering bo: Ann, come');
    screen.press('escape');
    expect(hint(screen)).not.toContain('answering');
    screen.type('/reply at once');
    expect(carryOut(screen, screen.press('enter'))).toEqual([
      '@label=1;+draft/reply=m4 PRIVMSG #lobby :at once',
    ]);
  });

  it('Enter goes to what a chosen message answers', () => {
    const screen = inRoom(10);
    for (let number = 0; number < 30; number += 1) screen.receive(said(`n${number}`, `message ${number}`));
    screen.receive(said('a', 'an answer', 'cy', ';+draft/reply=m1'));
    screen.press('M-s');
    expect(hint(screen)).toContain('Enter original');
    screen.press('enter');
    expect(chosen(screen)).toBe('one');
  });
});

describe('what a message answers and is not here', () => {
  it('is asked for, and shown with what surrounds it', () => {
    const screen = screenInLobby(80, 16, KEEPING_CAPS);
    screen.receive(...page('h1', [old('ph1', 'm9', 'nine', 9)]));
    screen.receive(said('a', 'an answer', 'cy', ';+draft/reply=m1'));
    screen.press('M-s');
    expect(carryOut(screen, screen.press('enter'))).toEqual([
      '@label=h2 CHATHISTORY AROUND #lobby msgid=m1 100',
    ]);
    screen.receive(...page('h2', [old('ph2', 'm0', 'zero', 0), old('ph2', 'm1', 'the first word', 1)]));
    expect(chosen(screen)).toContain('the first word');
    expect(screen.text()).not.toContain('an answer');
  });
});

describe('on a narrow screen', () => {
  it('whose message is answered is told, and how to leave', () => {
    const screen = inRoom(12, 30);
    screen.press('M-s');
    expect(hint(screen)).toMatch(/^ r answer · e react · Escape/);
    screen.press('up');
    screen.type('r');
    expect(hint(screen)).toContain('answering cy');
  });
});

describe('a reaction', () => {
  const reacted = (from: string, tag: string, text: string, id = 'm1'): string =>
    `@+draft/reply=${id};+draft/${tag}=${text} :${from}!${from}@lan TAGMSG #lobby`;

  it('stands under its message with a count, and goes when it is taken back', () => {
    const screen = inRoom();
    screen.receive(reacted('bo', 'react', "\\\\u'1F44D'"), reacted('cy', 'react', "\\\\u'1F44D'"));
    screen.receive(reacted('cy', 'react', 'lol'), reacted('cy', 'react', 'lol'));
    expect(screen.text()).toMatch(/│ one.*\n +│ \u{1f44d} 2 {2}lol 1/u);
    screen.receive(reacted('cy', 'unreact', 'lol'), reacted('bo', 'unreact', 'never said'));
    expect(screen.text()).toMatch(/│ \u{1f44d} 2 +│?/u);
    expect(screen.text()).not.toContain('lol');
  });

  it('goes by its own id too, as some programs take it back (IRCv3 draft/message-redaction)', () => {
    const screen = inRoom();
    const withId = (id: string, from: string): string =>
      reacted(from, 'react', 'lol').replace('@', `@msgid=${id};`);
    screen.receive(withId('r1', 'bo'), withId('r2', 'cy'));
    expect(screen.text()).toContain('lol 2');
    screen.receive(':cy!cy@lan REDACT #lobby r2');
    expect(screen.text()).toMatch(/│ one.*\n +│ lol 1/u);
    screen.receive(':cy!cy@lan REDACT #lobby r2', ':bo!bo@lan REDACT #lobby r1');
    expect(screen.text()).not.toContain('lol');
    expect(screen.text()).not.toContain('taken back');
  });

  it('is sent by number, by name, or as it is; the same again takes it back', () => {
    const screen = inRoom();
    screen.press('M-s');
    screen.press('up');
    screen.type('e');
    expect(hint(screen)).toContain('1 \u{1f44d}');
    expect(carryOut(screen, screen.type('1'))).toEqual([
      "@+draft/reply=m2;+draft/react=\\\\u'1F44D' TAGMSG #lobby",
    ]);
    screen.receive(reacted('ann', 'react', "\\\\u'1F44D'", 'm2'));
    screen.type('e');
    for (const letter of ':+1:') screen.type(letter);
    expect(screen.rows().at(-1)).toBe('reaction: :+1:');
    expect(carryOut(screen, screen.press('enter'))).toEqual([
      "@+draft/reply=m2;+draft/unreact=\\\\u'1F44D' TAGMSG #lobby",
    ]);
    screen.press('escape');
    screen.type('/react :coffee:');
    expect(carryOut(screen, screen.press('enter'))).toEqual([
      "@+draft/reply=m2;+draft/react=\\\\u'2615' TAGMSG #lobby",
    ]);
  });

  it('of any length or kind from others never takes more than its row', () => {
    const screen = inRoom();
    screen.receive(reacted('bo', 'react', 'x'.repeat(300)), reacted('bo', 'react', "\\\\u'200B'"));
    for (let number = 0; number < 50; number += 1) screen.receive(reacted('bo', 'react', `word${number}`));
    const rows = screen.rows().filter((row) => row.includes('word'));
    expect(rows).toHaveLength(1);
    expect(screen.text()).not.toContain('xxx');
  });
});

describe('what is taken back', () => {
  it('asks once, and sends REDACT for one’s own', () => {
    const screen = inRoom();
    screen.press('M-s');
    expect(screen.type('d')).toEqual([]);
    expect(hint(screen)).toContain('Take back "three" for everybody?');
    screen.press('escape');
    expect(chosen(screen)).toBe('three');
    screen.type('d');
    expect(screen.press('enter')).toEqual([{ kind: 'send', line: 'REDACT #lobby m3' }]);
    screen.press('M-s');
    screen.press('up');
    screen.type('d');
    expect(hint(screen)).toContain('Only your own messages');
  });

  it('is gone from the screen, from answers to it, from search and from copying', () => {
    const screen = inRoom();
    screen.receive(
      said('m4', 'sure', 'bo', ';+draft/reply=m2'),
      `@+draft/reply=m2;+draft/react=x :bo!bo@lan TAGMSG #lobby`,
    );
    screen.press('M-s');
    screen.press('up');
    screen.press('up');
    expect(chosen(screen)).toBe('two');
    screen.receive(':cy!cy@lan REDACT #lobby m2 :typo');
    expect(screen.text()).toMatch(/cy │ message taken back: typo/);
    expect(screen.text()).toContain('↳ cy: message taken back');
    expect(screen.text()).not.toMatch(/│ two|x 1/);
    screen.press('escape');
    screen.type('/search two');
    screen.press('enter');
    expect(screen.text()).toContain('Nobody has said "two" here');
    screen.press('M-s');
    screen.press('home');
    screen.press('down');
    expect(chosen(screen)).not.toContain('taken back');
    screen.receive(':op!op@lan REDACT #lobby m1');
    expect(screen.text()).toContain('message taken back by op');
    screen.receive(':op!op@lan REDACT #lobby unknown');
  });

  it('/takeback is about what one has said last', () => {
    const screen = inRoom();
    screen.type('/takeback');
    expect(screen.press('enter')).toEqual([{ kind: 'send', line: 'REDACT #lobby m3' }]);
    const old = screenInLobby(80, 16, OUR_CAPS);
    old.receive(said('m1', 'mine', 'ann'));
    old.type('/takeback');
    expect(old.press('enter')).toEqual([]);
    expect(hint(old)).toContain('cannot take that back');
  });
});

describe('links', () => {
  it('are opened by key: the newest one, or those of a chosen message by their numbers', () => {
    const screen = inRoom();
    expect(screen.press('M-o')).toEqual([]);
    expect(hint(screen)).toContain('There is no link here.');
    screen.receive(said('m4', 'see http://lan/a and (https://lan/b).'), said('m5', 'file:///etc/passwd'));
    expect(screen.press('M-o')).toEqual([{ kind: 'open-link', url: 'http://lan/a' }]);
    screen.press('M-s');
    expect(screen.type('o')).toEqual([]);
    screen.press('up');
    expect(hint(screen)).toContain('1-2 links');
    expect(screen.type('2')).toEqual([{ kind: 'open-link', url: 'https://lan/b' }]);
    expect(screen.type('3')).toEqual([]);
  });

  it('are told to the terminal with their text', () => {
    const screen = inRoom();
    screen.receive(said('m4', 'see http://lan/a.'));
    const spans = screen.frame().rows.flat();
    expect(spans.find(({ style }) => style.link === 'http://lan/a')?.text).toBe('http://lan/a');
  });
});

describe('a click', () => {
  it('on a link opens it, and beside it does nothing', () => {
    const screen = inRoom(12, 200);
    screen.receive(said('m4', 'look at http://lan/a now'));
    const y = screen.rows().findIndex((row) => row.includes('http://lan/a'));
    const x = screen.rows()[y]?.indexOf('http://lan/a') ?? 0;
    const click = (column: number): unknown =>
      screen.input({ kind: 'mouse', button: 0, x: column, y, pressed: true });
    expect([click(x - 1), click(x + 12)]).toEqual([[], []]);
    for (const column of [x, x + 11])
      expect(click(column)).toEqual([{ kind: 'open-link', url: 'http://lan/a' }]);
    screen.press('f1');
    expect(click(x)).toEqual([]);
  });
});

describe('plain lines', () => {
  it('stand without panes and gutter, each message whole, until the next key', () => {
    const screen = inRoom(10, 40);
    screen.receive(
      said('m4', `long ${'word '.repeat(20)}end`),
      ':cy!cy@lan PRIVMSG #lobby :\x01ACTION waves\x01',
    );
    screen.press('M-l');
    const bare = screen.frame().bare ?? [];
    expect(bare.at(-1)).toBe('-- Any key comes back --');
    expect(bare.at(-2)).toMatch(/^\d\d:\d\d \* cy waves$/);
    expect(bare.at(-3)).toMatch(/^\d\d:\d\d <bo> long (word ){20}end$/);
    // What the terminal wraps fits the screen.
    expect(bare.reduce((sum, line) => sum + Math.ceil(line.length / 40), 0)).toBeLessThanOrEqual(10);
    screen.input({ kind: 'focus', focused: false });
    expect(screen.frame().bare).not.toBeNull();
    screen.type('x');
    expect(screen.frame().bare).toBeNull();
    expect(screen.rows().at(-1)).toBe('ann>');
  });

  it('show the end of a message that is longer than the screen, and a snippet as its one row', () => {
    const screen = inRoom(6, 24);
    screen.receive(said('m4', `long ${'word '.repeat(40)}end`), said('m5', 'last'));
    screen.press('M-l');
    expect(screen.frame().bare?.slice(-2)).toEqual([
      expect.stringMatching(/ <bo> last$/),
      '-- Any key comes back --',
    ]);
    const other = inRoom(6, 40);
    other.receive(...nineLines('msgid=a;+lanchat/snippet=1/1/9/K'));
    other.press('M-l');
    expect(other.frame().bare?.at(-2)).toMatch(/^\d\d:\d\d <bo> \u25b8 9 lines: line 1$/);
    const lines = inRoom(6, 40);
    lines.receive(...nineLines('msgid=a'));
    lines.press('M-l');
    expect(lines.frame().bare).toEqual([
      ...[5, 6, 7, 8, 9].map((number) => `line ${number}`),
      '-- Any key comes back --',
    ]);
  });
});
