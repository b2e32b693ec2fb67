/** Lines that could not be sent, on a real disk: whole or not there, for this user only, and nothing else gets in. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { KeptLines } from '../../../lib/cli/join-kept.js';
import { Link } from '../../../lib/cli/join-link.js';
import { readDrafts, writeDrafts } from '../../../lib/cli/kept-drafts.js';
import { keptFile, readKept, writeKept } from '../../../lib/cli/kept-lines.js';
import { dropUnsent, type KeptLine } from '../../../lib/client/send-queue.js';
import { disconnected, type Session } from '../../../lib/client/session.js';
import { inLobby, KEEPING_CAPS, NOON } from '../../support/client-session.js';

const SERVER = '10.0.0.1:1060';
let state: string;
let before: string | undefined;

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'lanchat-'));
  before = process.env['XDG_STATE_HOME'];
  process.env['XDG_STATE_HOME'] = state;
});

afterEach(() => {
  if (before === undefined) delete process.env['XDG_STATE_HOME'];
  else process.env['XDG_STATE_HOME'] = before;
  rmSync(state, { recursive: true });
});

function line(text: string, again = false): KeptLine {
  return { target: '#lobby', how: 'message', text, typedAt: NOON, key: 'abcdefghijklmnopqrstuv', again };
}

describe('the file', () => {
  it('gives back what was written, in order, to this user only', () => {
    const file = keptFile(SERVER, 'ann');
    const lines = [line('one', true), line('tw\u00f6 \u2615')];
    writeKept(file, SERVER, 'ann', lines, true);
    expect(readKept(file)).toEqual(lines);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(file))).toHaveLength(1);
  });

  it('is of one server and one name, whatever they are', () => {
    const files = [SERVER, '[::1]:1060', `${'x'.repeat(300)}:1`].flatMap((server) =>
      ['ann', 'bo', '[\\]^{|}~'].map((name) => keptFile(server, name)),
    );
    expect(new Set(files).size).toBe(9);
    expect(keptFile(SERVER, 'ANN')).toBe(keptFile(SERVER, 'ann'));
    for (const file of files) writeKept(file, SERVER, 'x', [line('x')], true);
    expect(readdirSync(dirname(keptFile(SERVER, 'ann')))).toHaveLength(9);
  });

  it('goes with its last line', () => {
    const file = keptFile(SERVER, 'ann');
    writeKept(file, SERVER, 'ann', [line('x')], true);
    writeKept(file, SERVER, 'ann', [], true);
    expect(readdirSync(dirname(file))).toEqual([]);
  });

  it('written by a program that may have died makes all its lines doubtful', () => {
    const file = keptFile(SERVER, 'ann');
    writeKept(file, SERVER, 'ann', [line('x')], false);
    expect(readKept(file)).toEqual([line('x', true)]);
  });

  it('holds a thousand lines', () => {
    const file = keptFile(SERVER, 'ann');
    const lines = Array.from({ length: 1200 }, (_, number) => line(`${number}`));
    writeKept(file, SERVER, 'ann', lines, true);
    expect(readKept(file)).toEqual(lines.slice(0, 1000));
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"lines": ['],
    ['another thing', '[1, 2]'],
    ['a command in a text', JSON.stringify({ lines: [{ ...line('x'), text: 'x\r\nQUIT' }] })],
    ['a command in a target', JSON.stringify({ lines: [{ ...line('x'), target: '#a :b\r\nQUIT' }] })],
    ['a tag in a key', JSON.stringify({ lines: [{ ...line('x'), key: 'a;b=c efghijk' }] })],
    ['a line without text', JSON.stringify({ lines: [{ ...line('x'), text: 7 }] })],
  ])('with %s holds no lines', (_what, text) => {
    const file = join(state, 'file.json');
    writeFileSync(file, text);
    expect(readKept(file)).toEqual([]);
  });

  it('that cannot be written stops nobody', () => {
    writeFileSync(join(state, 'lanchat'), 'not a folder');
    const file = keptFile(SERVER, 'ann');
    expect(() => writeKept(file, SERVER, 'ann', [line('x')], true)).not.toThrow();
    expect(readKept(file)).toEqual([]);
  });
});

describe('what is typed without a server', () => {
  const nowhere = (): Promise<never> => Promise.reject(new Error('nowhere'));
  let session: Session;
  let link: Link;
  let kept: KeptLines;

  beforeEach(() => {
    jest.useFakeTimers({ now: NOON });
    session = inLobby({ newKey: () => 'abcdefghijklmnopqrstuv', historyOnEntry: 0 }, KEEPING_CAPS);
    link = new Link(nowhere, session, SERVER);
    kept = new KeptLines(link, SERVER);
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  const welcome = { kind: 'welcome', name: 'ann', network: '' } as const;

  it('is on the disk a moment later, and goes out at the next start', () => {
    expect(kept.onEvents([welcome])).toBe(0);
    disconnected(session);
    link.say({ target: '#lobby', how: 'message', text: 'later' });
    kept.look();
    jest.advanceTimersByTime(200);
    expect(readKept(keptFile(SERVER, 'ann'))).toEqual([line('later', true)]);
    kept.close();
    const next = inLobby({ newKey: () => 'another', historyOnEntry: 0 }, KEEPING_CAPS);
    const again = new KeptLines(new Link(nowhere, next, SERVER), SERVER);
    expect(again.onEvents([welcome])).toBe(1);
    expect(next.queue.items).toMatchObject([{ text: 'later', again: false, state: 'sent' }]);
    // It is told once, however often the connection comes back.
    expect(again.onEvents([welcome])).toBe(0);
    again.close();
  });

  it('goes with the person to another name, and away when it is dropped', () => {
    kept.onEvents([welcome]);
    disconnected(session);
    link.say({ target: 'bo', how: 'action', text: 'waves' });
    kept.look();
    jest.advanceTimersByTime(200);
    session.wantedName = 'anna';
    kept.close();
    expect(readKept(keptFile(SERVER, 'ann'))).toEqual([]);
    expect(JSON.parse(readFileSync(keptFile(SERVER, 'anna'), 'utf8'))).toMatchObject({
      server: SERVER,
      name: 'anna',
      exact: true,
      lines: [{ target: 'bo', how: 'action', text: 'waves', again: false }],
    });
    dropUnsent(session.queue, session.queue.items);
    kept.close();
    expect(readKept(keptFile(SERVER, 'anna'))).toEqual([]);
  });
});

describe('what is typed and not sent', () => {
  it('is kept for the next visit, and gone when it is sent', () => {
    const drafts = [{ place: '#lobby', text: 'half a\nthought \u2615' }];
    expect(readDrafts(SERVER, 'ann')).toEqual([]);
    expect(writeDrafts(SERVER, 'ann', drafts)).toBe(true);
    expect(readDrafts(SERVER, 'ANN')).toEqual(drafts);
    expect(readDrafts(SERVER, 'bo')).toEqual([]);
    expect(statSync(keptFile(SERVER, 'ann', 'drafts')).mode & 0o777).toBe(0o600);
    expect(writeDrafts(SERVER, 'ann', [])).toBe(true);
    expect(readDrafts(SERVER, 'ann')).toEqual([]);
  });

  it('is none where the file is not ours, and is said to be lost where it cannot be written', () => {
    writeDrafts(SERVER, 'ann', [{ place: '#lobby', text: 'x' }]);
    for (const content of ['', 'null', '{"drafts":{}}', '{"drafts":[null,{"place":"a b","text":"x"}]}']) {
      writeFileSync(keptFile(SERVER, 'ann', 'drafts'), content);
      expect(readDrafts(SERVER, 'ann')).toEqual([]);
    }
    process.env['XDG_STATE_HOME'] = '/dev/null/x';
    expect(writeDrafts(SERVER, 'ann', [{ place: '#lobby', text: 'x' }])).toBe(false);
  });
});
