/** How the screen is divided, and how a message stands in its pane. */
import { describe, expect, it } from '@jest/globals';
import { textWidth } from '../../../lib/base/text-width.js';
import { linksIn, webLinksIn } from '../../../lib/tui/links.js';
import { THEME } from '../../../lib/tui/theme.js';
import { gutterFor } from '../../../lib/tui/view/entry-rows.js';
import { tabAt } from '../../../lib/tui/view/tabs.js';
import { span, wrapMessage } from '../../../lib/tui/wrap.js';
import { feed, inLobby, NOON } from '../../support/client-session.js';
import { Screen, screenInLobby } from '../../support/screen.js';

const URL = 'http://192.168.2.186:8080/files/group-b/measurements/second-run/all-columns.csv?sort=time';

function say(screen: Screen, who: string, text: string, minute = 0): void {
  const time = new Date(NOON + minute * 60_000).toISOString();
  screen.receive(`@time=${time} :${who}!${who}@lan PRIVMSG #lobby :${text}`);
}

describe('the message pane', () => {
  it('begins at the top, with the row of rooms above it', () => {
    const screen = screenInLobby(70, 12);
    say(screen, 'bo', 'hello');
    const rows = screen.rows();
    expect(rows[0]).toBe(' #lobby');
    expect(rows[1]).toMatch(/^12:00 +-- │ You are in #lobby/);
    expect(rows[3]).toMatch(/bo │ hello$/);
    expect(rows.slice(4, 10)).toEqual(['', '', '', '', '', '']);
    expect(rows[10]).toContain('#lobby');
  });

  it('says the time when the minute changes, and the name when the speaker does', () => {
    const screen = screenInLobby(70, 14);
    say(screen, 'bo', 'one');
    say(screen, 'bo', 'two');
    say(screen, 'bo', 'three', 1);
    say(screen, 'cy', 'four', 1);
    say(screen, 'cy', 'later', 9);
    expect(screen.rows().slice(3, 8)).toEqual([
      '              bo │ one',
      '                 │ two',
      '12:01            │ three',
      '              cy │ four',
      '12:09         cy │ later',
    ]);
  });

  it('keeps the text in its column, whatever the letters', () => {
    const screen = screenInLobby(50, 14);
    const texts = [
      '漢字仮名交じり文を書くと幅は二倍になります。改行も正しく。',
      '👨‍👩‍👧 é क्षि 🇯🇵 ❤️ '.repeat(5),
      'word '.repeat(30),
    ];
    for (const text of texts) say(screen, 'a_name_too_long_for_it', text);
    const { total } = gutterFor(50, '24h');
    for (const row of screen.rows().slice(2, -2)) {
      expect(textWidth(row.slice(0, row.indexOf('│') + 2))).toBe(total);
      expect(textWidth(row)).toBeLessThanOrEqual(50);
    }
    expect(screen.text()).toContain('a_name_… │');
  });

  it('sets an address that is too long flush left, so that it is copied whole', () => {
    const screen = screenInLobby(70, 14);
    say(screen, 'bo', `see ${URL} for the table`);
    say(screen, 'bo', URL);
    expect(screen.rows().slice(3, 10)).toEqual([
      '              bo │ see',
      URL.slice(0, 70),
      URL.slice(70),
      '                 │ for the table',
      '                 │',
      URL.slice(0, 70),
      URL.slice(70),
    ]);
  });

  it('gives one that is too long for the pane all of the screen, over the people and the rooms', () => {
    const screen = screenInLobby(80, 14);
    say(screen, 'bo', `see ${URL} there`);
    expect(screen.rows().slice(4, 7)).toEqual([
      URL.slice(0, 80),
      `${URL.slice(80).padEnd(68)}│`,
      `                 │ there${' '.repeat(44)}│`,
    ]);
    const long = `${URL}${URL}${URL}`;
    const wide = screenInLobby(200, 14);
    say(wide, 'bo', long);
    expect(wide.rows().slice(3, 5)).toEqual([long.slice(0, 200), `${long.slice(200).padEnd(188)}│`]);
    for (const x of [2, 195])
      expect(wide.input({ kind: 'mouse', button: 0, x, y: 3, pressed: true })).toEqual([
        { kind: 'open-link', url: long },
      ]);
    expect(wide.model.windows).toHaveLength(1);
    wide.tell({ kind: 'resize', size: { columns: 199, rows: 14 } });
    expect(wide.rows()[3]).toBe(long.slice(0, 199));
    const crowd = screenInLobby(200, 14);
    crowd.receive(...Array.from({ length: 9 }, (_, index) => `:p${index}!p@lan JOIN #lobby`));
    const noPage = long.replace(/^\w+/, 'gemini');
    say(crowd, 'p1', noPage);
    const y = crowd.rows().indexOf(noPage.slice(0, 200));
    const click = (row: number): unknown =>
      crowd.input({ kind: 'mouse', button: 0, x: 195, y: row, pressed: true });
    expect(click(y)).toEqual([]);
    expect(crowd.model.windows).toHaveLength(1);
    click(y - 1);
    expect(crowd.model.windows).toHaveLength(2);
  });

  it('leaves an address that fits where it is', () => {
    const text = 'a b http://lan/ c';
    const rows = wrapMessage([span(text)], linksIn(text), { width: 30, indent: 10, screen: 30 });
    expect(rows.map(({ row, isFlush }) => [row[0]?.text, isFlush])).toEqual([['a b http://lan/ c', false]]);
  });

  it('draws a line across above each day, and above what is new', () => {
    const screen = screenInLobby(70, 14);
    screen.input({ kind: 'focus', focused: false });
    say(screen, 'bo', 'tomorrow', 24 * 60);
    expect(screen.rows()[3]).toMatch(/^─+ Saturday, 2026-01-03 ─+$/);
    expect(screen.rows()[4]).toMatch(/^─+ new ─+$/);
    expect(textWidth(screen.rows()[3] ?? '')).toBe(70);
  });
});

describe('links', () => {
  it.each([
    ['see http://lan/a, or (https://lan/b).', ['http://lan/a', 'https://lan/b']],
    ['http://lan/x_(y)', ['http://lan/x_(y)']],
    ['irc://lan:1060/#lobby!', ['irc://lan:1060/#lobby']],
    ['no :// here, nor a/b', []],
  ])('%s', (text, expected) => {
    expect(linksIn(text).map(({ start, end }) => text.slice(start, end))).toEqual(expected);
  });

  it('of the web alone can be opened, in printable ASCII', () => {
    const open = (text: string): readonly string[] => webLinksIn(text).map(({ url }) => url);
    expect(open('http://lan/a and HTTPS://lan/b?c=d#e')).toEqual(['http://lan/a', 'HTTPS://lan/b?c=d#e']);
    expect(open('irc://lan file:///etc/passwd javascript://lan/x http://')).toEqual([]);
    expect(open('http://lan/\u6f22')).toEqual(['http://lan/%E6%BC%A2']);
    expect(open(`http://lan/${'x'.repeat(3000)}`)).toEqual([]);
    expect(open('http://lan/1 '.repeat(50))).toHaveLength(9);
  });

  it('are found quickly in long words', () => {
    const text = `${'a'.repeat(100_000)}://x`;
    const before = performance.now();
    linksIn(text);
    expect(performance.now() - before).toBeLessThan(1000);
  });
});

describe('the row of rooms', () => {
  it('marks what is for me and what is only new, and shows the topic', () => {
    const screen = screenInLobby(80);
    screen.receive(':ann!ann@lan JOIN #lab', ':bo!bo@lan TOPIC #lobby :Report on Friday');
    screen.press('M-1');
    screen.receive(
      ':bo!bo@lan PRIVMSG #lab :one',
      ':bo!bo@lan PRIVMSG #lab :two',
      ':bo!bo@lan PRIVMSG ann :psst',
    );
    expect(screen.rows()[0]).toBe(' 1 #lobby  2 #lab +2  3 bo !1   Report on Friday');
    const styles = screen.frame().rows[0]?.map(({ style }) => style);
    expect(styles?.slice(0, 3)).toEqual([THEME.tabShown, THEME.tabUnread, THEME.tabForMe]);
    screen.press('M-a');
    expect(screen.rows()[0]).toBe(' 1 #lobby  2 #lab +2  3 bo');
    screen.press('M-a');
    screen.receive(':ann!ann@lan PRIVMSG bo :the echo of what I said');
    expect(screen.rows()[0]).toBe(' 1 #lobby  2 #lab  3 bo');
  });

  it('shows those that matter most where there are too many, and finds them by their columns', () => {
    const screen = screenInLobby(60);
    for (let number = 2; number <= 12; number += 1) screen.receive(`:ann!ann@lan JOIN #room-${number}`);
    screen.press('M-1');
    screen.receive(
      ':bo!bo@lan PRIVMSG #room-11 :hello',
      ':averylongnamefromelsewhere!b@lan PRIVMSG ann :psst',
    );
    const row = screen.rows()[0] ?? '';
    expect(row).toBe(' 1 #lobby  11 #room-11 +1  13 averylongnamefr… !1  +10');
    expect(tabAt(screen.model, 60, row.indexOf('#room-11'))).toBe(10);
    expect(tabAt(screen.model, 60, 0)).toBe(0);
    expect(tabAt(screen.model, 60, 59)).toBeNull();
    const more = (): unknown => screen.frame().rows[0]?.find(({ text }) => text.startsWith(' +'))?.style;
    expect(more()).toEqual(THEME.tabs);
    for (const who of ['dora', 'eve', 'finn', 'gus']) screen.receive(`:${who}!b@lan PRIVMSG ann :psst`);
    expect(more()).toEqual(THEME.tabForMe);
  });

  it('gives way on a low screen, where the status line says what is most urgent', () => {
    const screen = new Screen(inLobby(), { columns: 40, rows: 8 });
    const { events } = feed(screen.session, ':ann!ann@lan JOIN #lobby');
    screen.tell({ kind: 'events', events });
    screen.receive(':cy!cy@lan PRIVMSG ann :one', ':bo!bo@lan PRIVMSG ann :two');
    expect(screen.rows()).toHaveLength(8);
    expect(screen.rows().at(-2)).toMatch(/^ #lobby · .*2 cy !1 \+1/);
  });
});

describe('the status line', () => {
  it('never runs over, and keeps what matters most', () => {
    for (let columns = 24; columns <= 140; columns += 4) {
      const screen = screenInLobby(columns, 12);
      screen.receive('@+typing=active :bo!bo@lan TAGMSG #lobby', ':someone_of_a_long_name!s@lan JOIN #lobby');
      const status = screen.rows().at(-2) ?? '';
      expect(textWidth(status)).toBeLessThanOrEqual(columns);
      expect(status).toMatch(/^ #lobby/);
      if (columns >= 28) expect(status).toContain('open room');
      if (columns >= 36) expect(status).toContain('bo is typing');
      if (columns >= 84) expect(status).toContain('someone_of_a_long_name has joined');
    }
  });
});

describe('hints', () => {
  it('are whole, as many as there is room for, on the smallest screen too', () => {
    const screen = screenInLobby(24, 6);
    screen.press('f1');
    expect(screen.rows()).toContain(' Escape closes');
    screen.press('escape');
    screen.receive(':bo!bo@lan PRIVMSG #lobby :tea?');
    screen.type('/search tea');
    screen.press('enter');
    expect(screen.rows()).toContain(' Escape goes back');
  });
});

describe('the people pane', () => {
  function crowd(columns: number): Screen {
    const screen = screenInLobby(columns, 12);
    const names = Array.from({ length: 20 }, (_, index) => `p${String(index).padStart(2, '0')}`).join(' ');
    screen.receive(
      `:lan 353 ann = #lobby :+zoe @yan ${names} a_name_of_thirty_letters_or_so`,
      ':lan 366 ann #lobby :End',
    );
    return screen;
  }

  it('names who runs the room first, then who may always speak, and counts who does not fit', () => {
    const pane = crowd(100)
      .rows()
      .slice(1, 10)
      .map((row) => row.slice(row.lastIndexOf('│')));
    expect(pane.slice(0, 5)).toEqual(['│@cy', '│@yan', '│+zoe', '│ a_name_of_thirt…', '│ ann']);
    expect(pane[8]).toMatch(/^│ \+18 more$/);
  });

  it('dims who is away, from the first and as it changes', () => {
    const screen = screenInLobby(100);
    const isDim = (name: string): boolean => {
      const spans = screen.frame().rows.flat();
      return spans.some(({ text, style }) => text === name && style.dim === true);
    };
    screen.receive(':lan 352 ann #lobby u lan lan cy G@ :0 cy', ':lan 315 ann #lobby :End');
    expect([isDim('cy'), isDim('bo')]).toEqual([true, false]);
    screen.receive(':cy!cy@lan AWAY', ':bo!bo@lan AWAY :lunch');
    expect([isDim('cy'), isDim('bo')]).toEqual([false, true]);
  });

  it('gives way to the messages on a narrow screen', () => {
    expect(crowd(79).text()).not.toContain('@yan');
    expect(crowd(80).text()).toContain('@yan');
    expect(
      crowd(24)
        .rows()
        .every((row) => textWidth(row) <= 24),
    ).toBe(true);
  });
});
