/** The host's console as data: keys in, requests and frames out. */
import { describe, expect, it } from '@jest/globals';
import { createConsole, type ConsoleModel } from '../../../lib/tui/console/model.js';
import { updateConsole } from '../../../lib/tui/console/update.js';
import { viewConsole } from '../../../lib/tui/console/view.js';
import { InputDecoder } from '../../../lib/tui/input-decoder.js';
import { rowWidth } from '../../../lib/tui/wrap.js';

const INVITATION = ['lanchat join 192.168.2.186', 'nc 192.168.2.186 1060'];
const CANDIDATES = { names: ['anna', 'bo'], commands: ['/kick', '/say'], rooms: ['#lobby'] };

function model(columns = 100, rows = 24): ConsoleModel {
  return createConsole('Room 12', INVITATION, { columns, rows });
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
  it('says how others come in as long as nobody has', () => {
    expect(screen(model())).toContain('lanchat join 192.168.2.186');
    expect(screen(model())).toContain('Nobody is here yet.');
  });

  it('shows the people beside the log, and how many more there are', () => {
    const console = model(100, 10);
    console.people = Array.from({ length: 30 }, (_, index) => {
      return {
        name: `person${index}`,
        address: '10.0.0.1:5',
        dialect: 'irc',
        idleSeconds: 70,
        rooms: ['#lobby'],
      };
    });
    expect(screen(console)).toMatch(/30 people/);
    expect(screen(console)).toMatch(/person0\s+1m/);
    expect(screen(console)).toMatch(/and \d+ more/);
  });

  it('shows addresses, dialects and rooms where there is room for them', () => {
    const console = model(140, 24);
    console.people = [
      { name: 'ann', address: '10.0.0.1:5', dialect: 'irc', idleSeconds: 7, rooms: ['#lobby'] },
    ];
    expect(screen(console)).toMatch(/ann\s+10\.0\.0\.1:5\s+irc\s+7s #lobby/);
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
});
