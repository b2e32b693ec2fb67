/** The last words on the shell's screen: they promise only what is so. */
import { describe, expect, it } from '@jest/globals';
import { leftText } from '../../../lib/tui/left-text.js';
import { carryOut, screenInLobby } from '../../support/screen.js';

const KEPT = { typed: true, lines: true };
const NOT_KEPT = { typed: false, lines: false };

describe('the last words', () => {
  it('say where one has been, and nothing of what is not there', () => {
    expect(leftText(screenInLobby().model, KEPT)).toMatch(/^You have left [^.]+\.$/);
    expect(leftText(screenInLobby().model, NOT_KEPT)).toMatch(/^You have left [^.]+\.$/);
    const before = screenInLobby();
    before.session.everReady = false;
    expect(leftText(before.model, KEPT)).toBe('');
  });

  it('say what waits for the next visit, where it could be kept', () => {
    const screen = screenInLobby();
    for (const text of ['one', 'two']) {
      screen.type(text);
      carryOut(screen, screen.press('enter'));
    }
    screen.type('a draft');
    expect(leftText(screen.model, KEPT)).toMatch(
      / What you have typed is there again at your next visit\. 2 lines are not sent yet: they go out at your next visit\.$/,
    );
    expect(leftText(screen.model, NOT_KEPT)).toMatch(/ 2 lines are not sent, and could not be kept\.$/);
    expect(leftText(screen.model, NOT_KEPT)).not.toContain('next visit');
  });
});
