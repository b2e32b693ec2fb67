/** Comings and goings without a word between them are one line. */
import { expect, it } from '@jest/globals';
import { screenInLobby } from '../../support/screen.js';

it('tells a single one in full, and several in one line', () => {
  const screen = screenInLobby(140);
  screen.receive(':dee!dee@lan JOIN #lobby');
  expect(screen.text()).toContain('dee has joined the chat. Say hi!');
  screen.receive(':eve!eve@lan JOIN #lobby', ':fay!fay@lan JOIN #lobby', ':bo!bo@lan QUIT :Client quit');
  expect(screen.text()).toContain('dee, eve and fay have joined the chat. bo has left the chat.');
  expect(screen.text()).not.toContain('Say hi');
  screen.receive(':eve!eve@lan PART #lobby', ':bo!bo@lan JOIN #lobby');
  expect(screen.text()).toContain(
    'dee and fay have joined the chat. eve came and went. bo went and came back.',
  );
});

it('begins a new line after something was said', () => {
  const screen = screenInLobby(100);
  screen.receive(
    ':dee!dee@lan JOIN #lobby',
    ':bo!bo@lan PRIVMSG #lobby :hi dee',
    ':dee!dee@lan PART #lobby :bye',
  );
  expect(screen.text()).toMatch(
    /dee has joined the chat. Say hi![^]*hi dee[^]*dee has left the chat. \(bye\)/,
  );
});

it('counts a crowd', () => {
  const screen = screenInLobby(140);
  for (let number = 1; number <= 40; number += 1) screen.receive(`:s${number}!s@lan JOIN #lobby`);
  expect(screen.text()).toContain('s1, s2, s3, s4, s5, s6, s7 and 33 more have joined the chat.');
});
