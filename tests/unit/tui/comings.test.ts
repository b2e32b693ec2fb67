/** Comings and goings: a line where they matter to the reader, a word in passing where they do not. */
import { describe, expect, it } from '@jest/globals';
import {
  forgetQuiet,
  hasSpokenLately,
  keepQuiet,
  noteSpeech,
  noVoices,
  takeQuiet,
} from '../../../lib/tui/voices.js';
import { NOON } from '../../support/client-session.js';
import { screenInLobby, type Screen } from '../../support/screen.js';

const MINUTE = 60_000;

/** Lines from the server, so many minutes after noon. */
function later(screen: Screen, minutes: number, ...lines: readonly string[]): void {
  const time = new Date(NOON + minutes * MINUTE).toISOString();
  screen.tell({ kind: 'tick' }, NOON + minutes * MINUTE);
  screen.receive(...lines.map((line) => `@time=${time} ${line}`));
}

function messages(screen: Screen): string {
  return screen.rows().slice(1, -2).join('\n');
}

function status(screen: Screen): string {
  return screen.rows().at(-2) ?? '';
}

describe('of people who have not spoken lately', () => {
  it('are no lines, but a word in the status line for a moment', () => {
    const screen = screenInLobby(79);
    screen.receive(':dee!dee@lan JOIN #lobby');
    expect(status(screen)).toContain('dee has joined');
    screen.receive(':eve!eve@lan JOIN #lobby', ':bo!bo@lan QUIT :bye', ':dee!dee@lan PART #lobby');
    expect(status(screen)).toContain('eve has joined. bo has left');
    screen.receive(':bo!bo@lan NICK bob');
    expect(messages(screen)).not.toMatch(/\b(dee|eve|bob?)\b/);
    screen.tell({ kind: 'tick' }, NOON + 9000);
    expect(status(screen)).not.toContain('joined');
  });

  it('are told when they speak within half an hour', () => {
    const screen = screenInLobby(79);
    screen.receive(':dee!dee@lan JOIN #lobby', ':eve!eve@lan JOIN #lobby', ':fay!fay@lan JOIN #lobby');
    screen.receive(':cy!cy@lan NICK cyrus');
    later(screen, 0.5, ':dee!dee@lan PRIVMSG #lobby :hello');
    later(screen, 2, ':eve!eve@lan PRIVMSG #lobby :hi', ':cyrus!cy@lan PRIVMSG #lobby :me too');
    later(screen, 31, ':fay!fay@lan PRIVMSG #lobby :late', ':dee!dee@lan PRIVMSG #lobby :again');
    expect(
      messages(screen)
        .replace(/^.*?│ /gm, '')
        .split('\n')
        .slice(2, 11),
    ).toEqual([
      'dee has joined the chat.',
      'hello',
      'eve came in at 12:00.',
      'hi',
      'cy is now known as cyrus.',
      'me too',
      'late',
      'again',
      '',
    ]);
  });
});

describe('of people who have spoken within five minutes', () => {
  it('are lines: those with nothing between them are one, and coming back undoes going', () => {
    const screen = screenInLobby(79);
    later(screen, 0, ':bo!bo@lan PRIVMSG #lobby :one', ':cy!cy@lan PRIVMSG #lobby :two');
    later(screen, 4, ':bo!bo@lan PART #lobby :back soon');
    expect(messages(screen)).toContain('bo has left the chat. (back soon)');
    later(screen, 4, ':cy!cy@lan QUIT :bye');
    expect(messages(screen)).toContain('bo and cy have left the chat.');
    later(screen, 4, ':bo!bo@lan JOIN #lobby');
    expect(messages(screen)).toMatch(/│ cy has left the chat\.$/m);
    later(screen, 4, ':cy!cy@lan JOIN #lobby');
    expect(messages(screen)).not.toMatch(/left|joined|came/);
    later(screen, 4, ':bo!bo@lan NICK bob');
    expect(messages(screen)).toContain('bo is now known as bob.');
    later(screen, 6, ':bob!bo@lan QUIT :bye');
    expect(messages(screen)).not.toContain('bob has left');
  });

  it('begin a new line after something was said', () => {
    const screen = screenInLobby(79);
    later(
      screen,
      0,
      ':bo!bo@lan PRIVMSG #lobby :one',
      ':bo!bo@lan QUIT :bye',
      ':cy!cy@lan PRIVMSG #lobby :oh',
    );
    later(screen, 1, ':cy!cy@lan PART #lobby :bye', ':bo!bo@lan JOIN #lobby', ':cy!cy@lan JOIN #lobby');
    expect(messages(screen)).toMatch(/bo has left the chat. \(bye\)[^]*oh[^]*bo has joined the chat\.$/m);
  });

  it('are counted in a crowd', () => {
    const screen = screenInLobby(79);
    for (let number = 1; number <= 40; number += 1)
      screen.receive(`:s${number}!s@lan JOIN #lobby`, `:s${number}!s@lan PRIVMSG #lobby :hi`);
    for (let number = 1; number <= 40; number += 1) screen.receive(`:s${number}!s@lan QUIT :bye`);
    expect(messages(screen)).toContain('s1, s2, s3, s4, s5, s6, s7 and 33 more have left the chat');
  });

  it('hold the view still, also where the line below it goes away again', () => {
    const screen = screenInLobby(79, 10);
    for (let number = 1; number <= 30; number += 1)
      screen.receive(`:bo!bo@lan PRIVMSG #lobby :line ${number}`);
    screen.receive(':bo!bo@lan QUIT :bye');
    screen.input({ kind: 'wheel', direction: 'up', count: 1 });
    const before = screen.rows().slice(1, 7);
    screen.receive(':bo!bo@lan JOIN #lobby', ':cy!cy@lan PRIVMSG #lobby :hm');
    expect(screen.rows().slice(1, 7)).toEqual(before);
    expect(screen.rows()[7]).toContain('↓ 1 new');
  });
});

describe('what is remembered of people', () => {
  it('has an end', () => {
    const voices = noVoices();
    const event = { kind: 'joined', room: '#lobby', at: 0 } as const;
    for (let number = 0; number < 10_000; number += 1) {
      noteSpeech(voices, `p${number}`, number);
      keepQuiet(voices, `q${number}`, { ...event, who: `q${number}` });
    }
    expect(voices.spoke.size).toBeLessThanOrEqual(2000);
    expect(voices.quiet.size).toBeLessThanOrEqual(2000);
    expect(hasSpokenLately(voices, 'P9999', 9999)).toBe(true);
    forgetQuiet(voices, 'q9999');
    expect(takeQuiet(voices, 'q9999', 1)).toBeNull();
    expect(takeQuiet(voices, 'Q9998', 1)).toMatchObject({ who: 'q9998' });
  });
});
