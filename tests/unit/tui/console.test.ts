/** The host's console as data: keys in, requests and frames out. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DEFAULT_SETTINGS } from '../../../lib/client/settings.js';
import { bars, emptyChart, record } from '../../../lib/tui/console/chart.js';
import { appendToLog, createConsole, setPeople, type ConsoleModel } from '../../../lib/tui/console/model.js';
import { personAt } from '../../../lib/tui/console/people.js';
import { updateConsole } from '../../../lib/tui/console/update.js';
import { viewConsole } from '../../../lib/tui/console/view.js';
import { InputDecoder } from '../../../lib/tui/input-decoder.js';
import { rowWidth } from '../../../lib/tui/wrap.js';

const INVITATION = ['lanchat join 192.168.2.186', 'nc 192.168.2.186 1060'];
const CANDIDATES = { names: ['anna', 'bo'], commands: ['/kick', '/say'], rooms: ['#lobby'] };

const COMMANDS = [{ label: '/kick NAME [WHY]', help: 'Remove a person' }];

function model(columns = 100, rows = 24, settings = DEFAULT_SETTINGS): ConsoleModel {
  const size = { columns, rows };
  return createConsole({ chatroom: 'Room 12', invitation: INVITATION, commands: COMMANDS, settings, size });
}

function person(name: string) {
  return { name, address: '10.0.0.1:5', dialect: 'irc', idleSeconds: 70, rooms: ['#lobby'] };
}

function say(console: ConsoleModel, ...lines: readonly string[]): void {
  for (const text of lines) appendToLog(console, { at: 0, kind: 'log', text });
}

function type(console: ConsoleModel, keys: string) {
  const decoder = new InputDecoder();
  const events = [...decoder.push(keys), ...decoder.flush()];
  return events.flatMap((event) => updateConsole(console, event, () => CANDIDATES));
}

function screen(console: ConsoleModel): string {
  return viewConsole(console)
    .rows.map((row) =>
      row
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    )
    .join('\n');
}

describe('the console', () => {
  it('has as many figures as fit whole, and marks a name that is cut', () => {
    const console = model(60, 12);
    console.figures = '102 people in 1 room, 102 connections, 315 messages (9.6/s), up 10m, 100 MB';
    const [title] = screen(console).split('\n');
    expect(title).toMatch(/^ Room 12 +102 people in 1 room, 102 connections$/);
    setPeople(console, [person('a_name_of_thirty_letters_or_so')]);
    console.size = { columns: 200, rows: 12 };
    expect(screen(console)).toContain('\u2502 a_name_of_thirt\u2026 10.0.0.1:5');
  });

  it('says how others come in as long as nobody has', () => {
    expect(screen(model())).toContain('lanchat join 192.168.2.186');
    expect(screen(model())).toContain('Nobody is here yet.');
  });

  it('shows the people beside the log, and how many more there are', () => {
    const console = model(100, 10);
    setPeople(
      console,
      Array.from({ length: 30 }, (_, index) => person(`person${index}`)),
    );
    expect(screen(console)).toMatch(/30 people/);
    expect(screen(console)).toMatch(/person0\s+1m/);
    expect(screen(console)).toMatch(/person12[^]*\+25 more/);
  });

  it('shows addresses, dialects and rooms where there is room for them', () => {
    const console = model(140, 24);
    console.people = [
      { name: 'ann', address: '10.0.0.1:5', dialect: 'irc', idleSeconds: 59, rooms: ['#lobby'] },
    ];
    expect(screen(console)).toMatch(/ann\s+10\.0\.0\.1:5\s+irc {8}#lobby/);
  });

  it('leaves the people out of a narrow screen', () => {
    expect(screen(model(60))).not.toContain('Nobody is here yet.');
  });

  it.each([
    [24, 6],
    [80, 24],
    [300, 100],
  ])('fills exactly %i columns', (columns, rows) => {
    const console = model(columns, rows);
    console.log.append({ at: 0, kind: 'log', text: 'x'.repeat(1000) });
    const frame = viewConsole(console);
    expect(frame.rows).toHaveLength(rows);
    for (const row of frame.rows) expect(rowWidth(row)).toBeLessThanOrEqual(columns);
  });

  it('says so when there is no room at all', () => {
    expect(screen(model(10, 3))).toContain('Too small');
  });

  it('runs what is typed, and remembers it', () => {
    const console = model();
    expect(type(console, '/say hello\r')).toEqual([{ kind: 'run', line: '/say hello' }]);
    type(console, '\u001b[A');
    expect(screen(console)).toContain('> /say hello');
  });

  it('never runs what is pasted', () => {
    const console = model();
    expect(type(console, '\u001b[200~q\n/lock\n\u001b[201~')).toEqual([]);
    expect(screen(console)).toContain('> q /lock');
  });

  it('completes commands, then what they take', () => {
    const console = model();
    type(console, '/ki\t');
    expect(screen(console)).toContain('> /kick');
    type(console, 'an\t');
    expect(screen(console)).toContain('> /kick anna');
  });

  it('clears with Ctrl-C, and quits on an empty line', () => {
    const console = model();
    expect(type(console, 'abc\u0003')).toEqual([]);
    expect(type(console, '\u0003')).toEqual([{ kind: 'quit' }]);
  });

  it('asks once before Ctrl-Q throws away what is typed', () => {
    const console = model();
    expect(type(console, 'abc\u0011')).toEqual([]);
    expect(type(console, '\u0011')).toEqual([{ kind: 'quit' }]);
  });

  it('holds the log still while scrolled, and says how many are new', () => {
    const console = model(80, 10);
    for (let index = 0; index < 100; index += 1)
      console.log.append({ at: 0, kind: 'log', text: `line ${index}.` });
    type(console, '\u001b[5~');
    const before = screen(console).split('\n').slice(1, 8);
    console.log.append({ at: 0, kind: 'log', text: 'late' });
    expect(screen(console).split('\n').slice(1, 8)).toEqual(before);
    expect(screen(console)).toContain('1 new');
    type(console, '\u001b[F');
    expect(screen(console)).toContain('late');
  });

  it('lists the settings that a console has, and changes them at once', () => {
    const console = model(100, 16);
    setPeople(console, [person('ann')]);
    expect(type(console, '/set\r')).toEqual([{ kind: 'set', line: '/set', lines: [], change: null }]);
    for (const name of ['theme = auto', 'letters = auto', 'people = on', 'mouse = off'])
      expect(screen(console)).toContain(name);
    expect(screen(console)).not.toMatch(/bell|receipts|rooms =/);
    type(console, '\u001b');
    expect(screen(console)).toContain('1 person');
    const [request] = type(console, '/set People off\r');
    expect(request).toMatchObject({ lines: ['people = off'], change: { name: 'people', value: 'off' } });
    expect(screen(console)).not.toContain('1 person');
    type(console, '\u001bOQ');
    expect(screen(console)).toMatch(/1 person[^]*ann/);
    type(console, '\u001b');
    expect(type(console, '/set bell on\r')).toMatchObject([
      { lines: ['There is no setting called bell. /set lists them.'], change: null },
    ]);
    expect(type(console, '/set file\r')).toEqual([{ kind: 'settings-file', line: '/set file' }]);
    expect(type(console, '/sets\r')).toEqual([{ kind: 'run', line: '/sets' }]);
    expect(model(100, 16, { ...DEFAULT_SETTINGS, mouse: 'on' }).mouse).toBe(true);
  });

  it('explains its keys and commands, and scrolls through them', () => {
    const console = model(80, 12);
    type(console, '\u001bOP');
    expect(screen(console)).toContain('/kick NAME [WHY]');
    type(console, '\u001b[6~\u001b[6~\u001b[6~\u001b[6~\u001b[6~');
    expect(screen(console)).toContain('Undo');
    type(console, '\u001b');
    expect(screen(console)).not.toContain('Undo');
  });
});

describe('finding in the log', () => {
  const lines = Array.from({ length: 40 }, (_, index) => `line ${index}.`);

  it('goes to the newest line with the words, to those before and after it, and counts them', () => {
    const console = model(80, 10);
    say(console, 'Ann says tea', ...lines, 'bo says TEA', ...lines);
    type(console, '\u0006tea');
    expect(screen(console)).toContain('bo says TEA');
    expect(screen(console)).toContain('2 of 2');
    type(console, '\u001b[A');
    expect(screen(console)).toContain('Ann says tea');
    expect(screen(console)).toContain('1 of 2');
    type(console, '\u001b[A\u001b[B');
    expect(screen(console)).toContain('bo says TEA');
    type(console, '\u001b');
    expect(screen(console)).toContain('bo says TEA');
    expect(screen(console)).not.toContain('find:');
  });

  it('shows the lines found alone, also those that come later', () => {
    const console = model(80, 10);
    say(console, 'Ann says tea', ...lines);
    type(console, '\u0006tea\t');
    expect(screen(console)).toContain('Ann says tea');
    expect(screen(console)).not.toMatch(/line \d/);
    say(console, 'bo says milk', 'cy says tea');
    expect(screen(console)).toContain('cy says tea');
    expect(screen(console)).not.toContain('milk');
    type(console, '\t');
    expect(screen(console)).toMatch(/line \d/);
  });

  it('marks the words where they stand', () => {
    const console = model(80, 10);
    say(console, 'tea and more Tea');
    type(console, '\u0006tea');
    const marked = viewConsole(console).rows[1]?.filter(({ style }) => style.inverse === true);
    expect(marked?.map(({ text }) => text)).toEqual(['tea', 'Tea']);
  });

  it('marks both parts of words that are broken across rows', () => {
    const console = model(40, 10);
    say(console, 'somebody has said that there is tea for all');
    type(console, '\u0006there is tea');
    const rows = viewConsole(console).rows.slice(1, 3);
    const marked = rows.flatMap((row) => row.filter(({ style }) => style.inverse === true));
    expect(marked.map(({ text }) => text).join('|')).toMatch(/^there\|?.*tea$/);
    expect(marked.length).toBeGreaterThan(1);
  });

  it('says that nothing was found, and runs no command', () => {
    const console = model(80, 10);
    say(console, ...lines);
    expect(type(console, '\u0006q\r')).toEqual([]);
    expect(screen(console)).toContain('Nothing found');
  });
});

describe('choosing a person', () => {
  it('begins a command for whom the host has chosen, in the order of names', () => {
    const console = model(100, 24);
    setPeople(console, ['cy', 'Ann', 'bo'].map(person));
    type(console, '\u001bOQ\u001b[B');
    expect(screen(console)).toMatch(/^ bo \u00b7 Escape goes back \u00b7 k kick/m);
    const chosen = viewConsole(console).rows.flatMap((row) =>
      row.filter(({ style }) => style.inverse === true),
    );
    expect(chosen.some(({ text }) => text.trim() === 'bo')).toBe(true);
    // In one colour, from one end to the other.
    expect(chosen.filter(({ style }) => style.fg === 'quiet')).toEqual([]);
    expect(type(console, 'k')).toEqual([]);
    expect(type(console, 'noise\r')).toEqual([{ kind: 'run', line: '/kick bo noise' }]);
  });

  it('stays with the neighbours when the chosen one leaves', () => {
    const console = model(100, 24);
    setPeople(console, ['ann', 'bo', 'cy'].map(person));
    type(console, '\u001bOQ\u001b[B');
    setPeople(console, ['ann', 'cy'].map(person));
    expect(screen(console)).toMatch(/^ cy \u00b7/m);
    setPeople(console, []);
    expect(type(console, 'k\r')).toEqual([]);
  });

  it('shows the people in place of the log on a narrow screen', () => {
    const console = model(40, 10);
    setPeople(console, ['ann', 'bo'].map(person));
    say(console, 'a line');
    type(console, '\u001bOQ');
    expect(screen(console)).toContain('2 people');
    expect(screen(console)).not.toContain('a line');
    type(console, '\u001b');
    expect(screen(console)).toContain('a line');
  });

  it('goes to the last and the first by End and Home', () => {
    const console = model(100, 12);
    setPeople(
      console,
      Array.from({ length: 40 }, (_, index) => person(`p${index + 10}`)),
    );
    type(console, '\u001bOQ\u001b[F');
    expect(console.chosen).toBe('p49');
    type(console, '\u001b[H');
    expect(console.chosen).toBe('p10');
  });

  it('keeps the chosen one in sight among many, tells of all others, and is clicked on where it stands', () => {
    const names = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(names, fc.nat(39), fc.integer({ min: 6, max: 30 }), fc.nat(28), (count, at, rows, y) => {
        const console = model(100, rows);
        setPeople(
          console,
          Array.from({ length: count }, (_, index) => person(`p${String(index).padStart(2, '0')}`)),
        );
        console.chosen = `p${String(at % count).padStart(2, '0')}`;
        const panes = screen(console).split('\n').slice(1, -2);
        const pane = panes.map((row) => row.replace(/^.*\u2502 /, ''));
        const shown = pane.filter((row) => row.startsWith('p') && !row.startsWith('people'));
        expect(shown.join()).toContain(console.chosen);
        const more = pane.flatMap((row) => /^\+(\d+) more/.exec(row)?.[1] ?? []).map(Number);
        const told = more.reduce((sum, one) => sum + one, shown.length);
        expect(told === count || (more.length === 0 && rows < 7)).toBe(true);
        const clicked = personAt(console, panes.length, y)?.name;
        if (y < panes.length) expect(clicked).toBe(/^p\d\d(?= )/.exec(pane[y] ?? '')?.[0]);
      }),
    );
  });
});

describe('the chart of the last hour', () => {
  const MINUTE = 60_000;

  it('counts what was said in each minute, and the most people', () => {
    const chart = emptyChart();
    record(chart, 0, 3, 100);
    record(chart, 30_000, 5, 104);
    record(chart, MINUTE, 2, 105);
    record(chart, 4 * MINUTE, 2, 110);
    expect(chart.minutes.map(({ messages }) => messages)).toEqual([4, 1, 0, 0, 5]);
    expect(chart.minutes.map(({ people }) => people)).toEqual([5, 2, 2, 2, 2]);
  });

  it('keeps an hour, however long the machine has slept', () => {
    const chart = emptyChart();
    record(chart, 0, 1, 0);
    record(chart, 100_000 * MINUTE, 1, 7);
    expect(chart.minutes).toHaveLength(60);
    expect(chart.minutes.at(-1)).toEqual({ minute: 100_000, people: 1, messages: 7 });
  });

  it('draws nothing as the lowest bar and the most as the highest', () => {
    expect(bars([0, 1, 10], 3)).toBe('\u2581\u2582\u2588');
    expect(bars([0, 0], 9)).toBe('\u2581\u2581');
  });
});
