/** Settings on the full screen: told, completed, changed at once, and read by what they are about. */
import { describe, expect, it } from '@jest/globals';
import { screenInLobby } from '../../support/screen.js';

function enter(line: string, screen = screenInLobby()): typeof screen {
  screen.type(line);
  screen.press('enter');
  return screen;
}

describe('/set', () => {
  it('tells all settings, one, and what it could not understand', () => {
    const screen = enter('/set', screenInLobby(80, 12));
    expect(screen.text()).toMatch(/^ theme = auto {13}The colours of the screen\./m);
    screen.press('end');
    expect(screen.text()).toMatch(/^ log = off {16}Write what is said/m);
    enter('/set log on', screen);
    expect(screen.text()).toMatch(/^ log = on {17}Write what is said[^]*\n log = on\nann>$/m);
    enter('/set log maybe', screen);
    expect(screen.text()).toContain('log takes on or off, not maybe.');
    enter('hello', screen);
    expect(screen.text()).toContain('You are in #lobby');
    expect(enter('/set mouse').text()).toMatch(/mouse = off: /);
    expect(enter('/set mouse sideways').text()).toContain('mouse takes on or off, not sideways.');
    expect(screen.requests.filter(({ kind }) => kind === 'set')).toHaveLength(1);
  });

  it('is completed by Tab: the names, then what each takes', () => {
    const screen = screenInLobby();
    screen.type('/set th');
    screen.press('tab');
    expect(screen.text()).toContain('ann> /set theme');
    screen.type('l');
    screen.press('tab');
    expect(screen.text()).toContain('ann> /set theme light');
  });

  it('changes at once, and asks that it be kept and done', () => {
    const screen = enter('/set theme light');
    expect(screen.model.settings.theme).toBe('light');
    expect(screen.requests).toContainEqual({ kind: 'set', change: { name: 'theme', value: 'light' } });
    enter('/set mouse on', screen);
    expect(screen.requests).toContainEqual({ kind: 'mouse', on: true });
    expect(screen.model.mouse).toBe(true);
    enter('/set file', screen);
    expect(screen.requests).toContainEqual({ kind: 'settings-file' });
  });
});

describe('What is set', () => {
  it('people: the pane goes and comes', () => {
    const screen = enter('/set people off', screenInLobby(100));
    expect(screen.rows().slice(2).join('\n')).not.toMatch(/\u2502 ?@?cy/);
    expect(enter('/set people on', screen).text()).toMatch(/\u2502 ?@cy/);
  });

  it('time: what stands there already is written anew, and the text begins where the time ends', () => {
    const screen = screenInLobby();
    screen.receive('@time=2026-01-02T12:00:07.000Z :bo!b@lan PRIVMSG #lobby :first');
    const textAt = (): number =>
      screen
        .rows()
        .find((row) => row.includes('first'))
        ?.indexOf('first') ?? -1;
    const from = textAt();
    expect(screen.text()).toMatch(/^\d\d:\d\d +-- \u2502 You are in/m);
    enter('/set time seconds', screen);
    expect(screen.text()).toMatch(/^\d\d:\d\d:07 +bo \u2502 first/m);
    expect(textAt()).toBe(from + 3);
    enter('/set time 12h', screen);
    expect(screen.text()).toMatch(/^ ?\d\d?:\d\d [ap]m +-- \u2502 You are in/m);
    expect(textAt()).toBe(from + 3);
    enter('/set time off', screen);
    expect(screen.text()).toMatch(/^ +bo \u2502 first/m);
    expect(textAt()).toBe(from - 6);
    expect(screen.text()).not.toMatch(/^ ?\d/m);
  });

  it('comings: who comes is not told, and is in the room', () => {
    const screen = enter('/set comings off');
    screen.receive(':dora!d@lan JOIN #lobby');
    expect(screen.text()).not.toContain('dora has joined');
    enter('/who', screen);
    expect(screen.text()).toMatch(/4 people are in #lobby: .*dora/);
  });

  it('bell and notices: each for itself', () => {
    const screen = enter('/set bell off');
    screen.input({ kind: 'focus', focused: false });
    screen.receive(':bo!b@lan PRIVMSG #lobby :ann: hello');
    expect(screen.frame()).toMatchObject({ bell: false, notice: { text: 'ann: hello' } });
    const other = enter('/set notices off');
    other.input({ kind: 'focus', focused: false });
    other.receive(':bo!b@lan PRIVMSG #lobby :ann: hello');
    expect(other.frame()).toMatchObject({ bell: true, notice: null });
  });

  it('typing: nobody is told', () => {
    const told = (screen: ReturnType<typeof screenInLobby>): boolean =>
      screen
        .type('hello')
        .some((request) => request.kind === 'send-later' && request.line.includes('typing'));
    expect(told(screenInLobby())).toBe(true);
    expect(told(enter('/set typing off'))).toBe(false);
  });
});
