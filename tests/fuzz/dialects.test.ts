/** The dialects and the core against anything: nothing throws, and no line that anybody is sent could do harm. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PureRoom, type Guest } from '../support/pure-room.js';
import { anyText, ircish, plainish } from './arbitraries.js';

const ASCII_CAPS =
  'lanchat/ascii message-tags server-time echo-message labeled-response batch standard-replies';
const PLAIN_CAPS = 'away-notify multi-prefix userhost-in-names';

interface Party {
  readonly room: PureRoom;
  readonly utf8: Guest;
  readonly ascii: Guest;
  readonly plain: Guest;
}

/** Three who watch #lobby: an IRC program with UTF-8, one with ASCII, and a person with nc. */
function party(): Party {
  const room = new PureRoom();
  const [utf8, ascii, plain] = [room.arrive('irc'), room.arrive('irc'), room.arrive('plain')];
  introduce(room, utf8, 'watcher-utf8', PLAIN_CAPS);
  introduce(room, ascii, 'watcher-ascii', ASCII_CAPS);
  room.send(plain, 'watcher-nc');
  return { room, utf8, ascii, plain };
}

function introduce(room: PureRoom, guest: Guest, name: string, caps: string): void {
  for (const line of [
    `CAP REQ :${caps}`,
    `NICK ${name}`,
    `USER ${name} 0 * :x`,
    'CAP END',
    'JOIN #lobby',
    'JOIN #games',
  ])
    room.send(guest, line);
}

/** What came over the wire is split at LF before a dialect sees it. */
function asLines(text: string): string[] {
  return text.split('\n');
}

const IRC_LINE = /^(@[^ \r\n\0]+ )?(:\S+ )?[A-Z0-9]+( [^\r\n\0]*)?$/;
const PERSON_LINE = /^[^\u0000-\u001f\u007f-\u009f]*$/;
const IRC_ASCII = /^[\u0001-\u0004\u000f\u0011\u0016\u001d-\u001f -~]*$/;

function checkAll({ room, utf8, ascii, plain }: Party): void {
  for (const { dialect, seen } of room.guests) {
    const legal = dialect.name === 'irc' ? IRC_LINE : PERSON_LINE;
    expect(seen.filter((line) => !legal.test(line))).toEqual([]);
  }
  expect(utf8.seen.filter((line) => Buffer.byteLength(line.replace(/^@\S+ /, '')) > 510)).toEqual([]);
  expect(ascii.seen.filter((line) => !IRC_ASCII.test(line))).toEqual([]);
  expect(plain.seen.filter((line) => !/^[ -~]*$/.test(line))).toEqual([]);
}

describe('anything sent by a program', () => {
  test('before it has registered', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyText, ircish), { maxLength: 20 }), (lines) => {
        const scene = party();
        const stranger = scene.room.arrive('irc');
        for (const line of lines.flatMap(asLines)) scene.room.send(stranger, line);
        checkAll(scene);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([ASCII_CAPS, PLAIN_CAPS])('as a member of the room, with %s', (caps) => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 1, arbitrary: anyText }, { weight: 4, arbitrary: ircish }), {
          maxLength: 40,
        }),
        (lines) => {
          const scene = party();
          const stranger = scene.room.arrive('irc');
          introduce(scene.room, stranger, 'stranger', caps);
          for (const line of lines.flatMap(asLines)) scene.room.send(stranger, line);
          scene.room.sendBad(stranger, 'not-utf8');
          scene.room.sendBad(stranger, 'too-long');
          checkAll(scene);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('anything typed by a person', () => {
  test('from the prompt on', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(plainish, { maxLength: 30 }), (named, lines) => {
        const scene = party();
        const stranger = scene.room.arrive('plain');
        if (named) scene.room.send(stranger, 'stranger');
        for (const line of lines.flatMap(asLines)) scene.room.send(stranger, line);
        scene.room.sendBad(stranger, 'not-utf8');
        scene.room.sendBad(stranger, 'too-long');
        checkAll(scene);
      }),
      { numRuns: 1000 },
    );
  });
});
