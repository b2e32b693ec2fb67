/** What the server will not tell: said once, where it is missing, and never under the hands of somebody who reads. */
import { describe, expect, it } from '@jest/globals';
import { disconnected } from '../../../lib/client/session.js';
import { OUR_CAPS, registrationLines } from '../../support/client-session.js';
import { carryOut, Screen, screenInLobby } from '../../support/screen.js';

const CAPS = `${OUR_CAPS} draft/chathistory`;
const WHY = 'Messages could not be retrieved: they are kept between two accounts only';

/** Ann in a conversation with bo that is longer than her screen. */
function inConversation(): Screen {
  const screen = screenInLobby(70, 12);
  disconnected(screen.session);
  screen.receive(...registrationLines('ann', CAPS));
  screen.receive('@label=h1 :lan FAIL CHATHISTORY MESSAGE_ERROR LATEST #lobby :no');
  for (let number = 1; number <= 30; number += 1)
    screen.receive(`@msgid=m${number} :bo!bo@lan PRIVMSG ann :secret ${number}.`);
  screen.press('M-2');
  return screen;
}

function asked(screen: Screen, key: string): string | undefined {
  return carryOut(screen, screen.press(key)).find((line) => line.includes('CHATHISTORY'));
}

function refuse(screen: Screen, line = ''): void {
  const label = /label=(\w+)/.exec(line)?.[1] ?? '';
  screen.receive(`@label=${label} :lan FAIL CHATHISTORY INVALID_TARGET BEFORE bo :${WHY}`);
}

/** A minute is shown once, by the first that has it: also by a note out of sight. */
function withoutTimes(screen: Screen): readonly string[] {
  return screen.rows().map((row) => row.replace(/^\d\d:\d\d/, '     '));
}

describe('a page that is refused', () => {
  it('leaves the reader where they are, and says why at the top, once', () => {
    const screen = inConversation();
    const line = asked(screen, 'home');
    expect(line).toMatch(/CHATHISTORY BEFORE bo msgid=m1 100$/);
    const before = withoutTimes(screen);
    refuse(screen, line);
    expect(withoutTimes(screen)).toEqual(before);
    expect(asked(screen, 'home')).toBeUndefined();
    expect(screen.text()).toMatch(/Messages could not be\s/);
    expect(screen.text()).toContain('secret 1.');
  });

  it('is asked for again by /history, and on the next connection', () => {
    const screen = inConversation();
    refuse(screen, asked(screen, 'home'));
    screen.type('/history 5');
    const line = asked(screen, 'enter');
    expect(line).toMatch(/CHATHISTORY BEFORE bo msgid=m1 5$/);
    refuse(screen, line);
    screen.press('home');
    screen.tell({ kind: 'status', status: { kind: 'connecting' } });
    expect(asked(screen, 'home')).toMatch(/CHATHISTORY BEFORE bo msgid=m1 100$/);
  });
});
