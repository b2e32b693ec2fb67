/** docs/protocol.md against the server's own tables and against these tests: each row is there, and is asserted on a socket. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { SERVER_CAPS } from '../../lib/dialects/irc/caps.js';
import { COMMANDS } from '../../lib/dialects/irc/commands.js';
import { isupportLines, ROOM_MODES, USER_MODES } from '../../lib/dialects/irc/isupport.js';
import { CAP_TLS } from '../../lib/protocol/caps.js';
import { NUMERIC } from '../../lib/protocol/numerics.js';
import { settingsFrom } from '../support/chat-server.js';

const TESTS = new URL('..', import.meta.url);
const PAGE = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');

/** Every test that speaks to a real server over a real socket, without its comments. */
const SOURCES = ['conformance', 'wire']
  .flatMap((folder) => readdirSync(new URL(folder, TESTS)).map((file) => `${folder}/${file}`))
  .map((file) => readFileSync(new URL(file, TESTS), 'utf8'))
  .filter((source) => /support\/(chat-server|server|keeping-server)\.js'/.test(source))
  .join('\n')
  .replace(/^ *(\/\*\*|\*|\/\/).*$/gm, '');

/** What stands in backquotes in the first column of the table under a heading. */
function firstColumn(heading: string): readonly string[] {
  const [, section = ''] = PAGE.split(`\n## ${heading}\n`);
  const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((row) => backquoted(row.split(' | ')[0] ?? ''));
}

function backquoted(text: string): readonly string[] {
  return Array.from(text.matchAll(/`([^`]+)`/g), ([, inside = '']) => inside);
}

/** The line of the page that begins so. */
function lineOf(beginning: string): string {
  return PAGE.split('\n').find((line) => line.includes(beginning)) ?? '';
}

function sorted(items: Iterable<string>): readonly string[] {
  return Array.from(new Set(items)).sort();
}

/** Those for which no test has anything that fits. */
function without(items: readonly string[], evidence: (item: string) => RegExp): readonly string[] {
  return items.filter((item) => !evidence(escaped(item)).test(SOURCES));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

describe('commands', () => {
  test('the page has a row for each, and for no other', () => {
    const named = firstColumn('Commands').map((words) => words.split(' ')[0] ?? '');
    expect(sorted(named)).toEqual(sorted(COMMANDS.keys()));
  });

  test('each is sent by a test', () => {
    expect(without([...COMMANDS.keys()], (name) => new RegExp(`['"\`](@\\S+ )?${name}[ '"\`]`))).toEqual([]);
  });
});

describe('modes', () => {
  const [rooms = ''] = lineOf('Room modes: `').split(' for members.');
  const ofRooms = backquoted(rooms).flatMap((group) => group.split(' '));
  const ofPeople = backquoted(lineOf('People have the modes')).filter((word) => word.length === 1);

  test('the page names each, and no other', () => {
    expect(sorted(ofRooms)).toEqual(sorted(ROOM_MODES));
    expect(sorted(ofPeople)).toEqual(sorted(USER_MODES));
  });

  test('each is set by a test', () => {
    const ofRoom = (mode: string): RegExp => new RegExp(`MODE #\\S+ [-+A-Za-z]*\\+[A-Za-z]*${mode}`);
    expect(without(Array.from(ROOM_MODES), ofRoom)).toEqual([]);
    const ofPerson = (mode: string): RegExp => new RegExp(`MODE [a-z]\\w* :?[-+A-Za-z]*[-+][A-Za-z]*${mode}`);
    expect(without(Array.from(USER_MODES), ofPerson)).toEqual([]);
  });
});

describe('numerics', () => {
  test('the page lists each, and no other', () => {
    const [, listed = ''] = /^Numerics sent: `(.*)`\.$/m.exec(PAGE) ?? [];
    expect(listed.split(' ')).toEqual([...Object.values(NUMERIC)].sort());
  });

  test('each is expected by a test: whole, by its beginning, or picked out of an answer', () => {
    const expected = (code: string): RegExp =>
      new RegExp(`(\\$\\{S\\} |\\blan(chat\\\\?\\.lan)? |/ ?|\\\\S\\+ |['"\`])${code}( |['"\`])`);
    expect(without(Object.values(NUMERIC), expected)).toEqual([]);
  });
});

describe('ISUPPORT', () => {
  const tokens = isupportLines(settingsFrom()).flat();
  const names = tokens.map((token) => token.split('=')[0] ?? '');

  test('the page names each, and no other', () => {
    const [listed = ''] = backquoted(lineOf('ISUPPORT: `').split('ISUPPORT: ')[1] ?? '');
    expect(sorted(listed.split(' ').map((token) => token.split('=')[0] ?? ''))).toEqual(sorted(names));
    for (const token of listed.split(' ')) if (token.includes('=')) expect(tokens).toContain(token);
  });

  test('each is expected by a test, with its value', () => {
    expect(without(names, (name) => new RegExp(`['"\` ]${name}[='"\` ]`))).toEqual([]);
  });
});

describe('capabilities', () => {
  test('the page has each, and no other', () => {
    expect(sorted(firstColumn('Capabilities'))).toEqual(sorted([...SERVER_CAPS, CAP_TLS]));
  });

  test('each is asked for by a test', () => {
    const asked = (name: string): RegExp => new RegExp(`'${name}'|CAP (REQ|\\* LIST) :?[^'"\`]*\\b${name}`);
    expect(without(SERVER_CAPS, asked)).toEqual([]);
  });
});

test('each file of conformance tests says in its first line which text it holds the server to', () => {
  for (const file of readdirSync(new URL('conformance', TESTS))) {
    const [first = ''] = readFileSync(new URL(`conformance/${file}`, TESTS), 'utf8').split('\n');
    expect([file, first]).toEqual([
      file,
      expect.stringMatching(/Modern IRC|RFC \d+|IRCv3|ircv3\.net|docs\/\w+\.md|from npm/),
    ]);
  }
});
