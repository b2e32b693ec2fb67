/** Who comes and goes, as line mode tells it: those who have spoken lately, and others when they speak. */
import { describe, expect, it } from '@jest/globals';
import { LineTold } from '../../../lib/cli/line-told.js';
import { RecentLines } from '../../../lib/cli/line-recent.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../lib/client/settings.js';
import { feed, inLobby, NOON } from '../../support/client-session.js';

const MINUTE = 60_000;

/** Lines from the server in, lines of the room out; `minute`: after noon. */
function listener(comings: Settings['comings'], place = '#lobby') {
  const session = inLobby();
  const settings = { ...DEFAULT_SETTINGS, comings };
  const recent = new RecentLines(session);
  const told = new LineTold({
    session,
    recent,
    role: 'chat',
    settings: () => settings,
    place: () => place,
  });
  return (line: string, minute = 0): readonly string[] => {
    const time = new Date(NOON + minute * MINUTE).toISOString();
    return feed(session, `@time=${time} ${line}`).events.flatMap((event) => told.linesOf(event));
  };
}

const JOIN = ':dora!d@lan JOIN #lobby';
const QUIT = ':dora!d@lan QUIT :Quit: bye';

describe('with comings = on', () => {
  it('tells of who comes when they speak, within half an hour, and of who has spoken when they go', () => {
    const hears = listener('on');
    expect(hears(JOIN)).toEqual([]);
    expect(hears(':dora!d@lan PRIVMSG #lobby :hello', 12)).toEqual([
      expect.stringMatching(/^Server: dora came in at \d\d:00\.$/),
      'dora: hello',
    ]);
    expect(hears(QUIT, 16)).toEqual(['Server: dora has left the chat. (bye)']);
    expect(hears(JOIN, 16)).toEqual(['Server: dora has joined the chat. Say hi!']);
    expect(hears(':dora!d@lan PART #lobby', 30)).toEqual([]);
    expect(hears(JOIN, 40)).toEqual([]);
    expect(hears(':dora!d@lan PRIVMSG #lobby :late', 80)).toEqual(['dora: late']);
  });

  it('tells of a change of name when it matters, and of whom one talks to in any case', () => {
    const hears = listener('on', 'cy');
    expect(hears(':bo!b@lan NICK bob')).toEqual([]);
    expect(hears(':bob!b@lan PRIVMSG #lobby :me', 1)).toEqual(['Server: bo is now known as bob.', 'bob: me']);
    expect(hears(':bob!b@lan NICK rob', 2)).toEqual(['Server: bob is now known as rob.']);
    expect(hears(':ann!ann@lan NICK anna', 2)).toEqual(['Server: You are now known as anna.']);
    expect(hears(':cy!c@lan QUIT :Quit: ', 3)).toEqual(['Server: cy has left the chat.']);
  });
});

it('with comings = all tells of everybody, and with off of nobody', () => {
  const [all, off] = [listener('all'), listener('off')];
  expect(all(JOIN)).toEqual(['Server: dora has joined the chat. Say hi!']);
  expect(all(':dora!d@lan PRIVMSG #lobby :hello', 1)).toEqual(['dora: hello']);
  expect(all(QUIT, 30)).toEqual(['Server: dora has left the chat. (bye)']);
  expect(off(JOIN)).toEqual([]);
  expect(off(':dora!d@lan PRIVMSG #lobby :hello', 1)).toEqual(['dora: hello']);
  expect(off(QUIT, 2)).toEqual([]);
});
