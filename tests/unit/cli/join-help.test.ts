import { describe, expect, it } from '@jest/globals';
import { closedText } from '../../../lib/cli/join-help.js';

describe('closedText', () => {
  it('says how to give a password, and which one was wrong', () => {
    expect(closedText('PASSWORD', 'Password incorrect', false)).toMatch(
      /has a password.*--password-file FILE/,
    );
    expect(closedText('PASSWORD', 'Password incorrect', true)).toMatch(/another password.*--password-file/);
  });

  it('says what the server said, and asks what it is when it said nothing', () => {
    expect(closedText('', 'too many visitors', false)).toBe('Too many visitors');
    expect(closedText('', '', false)).toMatch(/Is it a chatroom/);
  });
});
