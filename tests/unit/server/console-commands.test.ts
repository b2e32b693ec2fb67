/** The host's command line, parsed (docs/admin-guide.md). */
import { describe, expect, it } from '@jest/globals';
import { consoleHelp, parseConsole } from '../../../lib/server/console-commands.js';

describe('parseConsole', () => {
  it('takes minutes for minutes only: a slip must not silence anybody for good', () => {
    expect(parseConsole('/mute bo 5')).toEqual({
      kind: 'command',
      command: { verb: 'mute', name: 'bo', minutes: 5 },
    });
    expect(parseConsole('/mute bo')).toMatchObject({ command: { minutes: null } });
    for (const line of ['/mute bo 5x', '/mute bo 5 x', '/mute bo 0'])
      expect(parseConsole(line)).toEqual({
        kind: 'mistake',
        text: 'Type it like this: /mute NAME [MINUTES]',
      });
  });

  it('says all commands in lines that break well beside the people', () => {
    expect(consoleHelp()).toContain('/lock: Let nobody new in');
    expect(consoleHelp().join('\n')).not.toMatch(/ {2}/);
  });
});
