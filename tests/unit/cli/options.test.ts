/** What `lanchat` says to a mistyped command line: one line, in a person's words, exit code 2 (docs/user-guide.md). */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { parseCommandLine } from '../../../lib/cli/options.js';

afterEach(() => {
  jest.restoreAllMocks();
});

/** The exit code and what was written to stderr. */
async function mistyped(...args: string[]): Promise<{ code: number | null; said: string }> {
  let said = '';
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  const found = await parseCommandLine(args, '0.0.0');
  return { code: found.kind === 'exit' ? found.code : null, said };
}

describe('a mistyped command line', () => {
  it.each([
    ['--max-clients', 'many', 'lanchat: --max-clients takes a number from 1 up. See: lanchat serve --help\n'],
    ['--max-clients', '0', 'lanchat: --max-clients takes a number from 1 up. See: lanchat serve --help\n'],
    ['--history', 'some', 'lanchat: --history takes open, joined or off. See: lanchat serve --help\n'],
    [
      '--port',
      'abc',
      'lanchat: abc is not a port: ports are numbers from 1 to 65535. See: lanchat serve --help\n',
    ],
    ['--motd', '/nowhere', 'lanchat: The file /nowhere of --motd is not there. See: lanchat serve --help\n'],
    ['--motd', '/', 'lanchat: The file / of --motd is a folder. See: lanchat serve --help\n'],
    ['--frob=x', '-p1', 'lanchat: Unknown argument: frob. See: lanchat serve --help\n'],
  ])('serve %s %s', async (option, value, said) => {
    expect(await mistyped('serve', '127.0.0.1', option, value)).toEqual({ code: 2, said });
  });

  it('an option without its value', async () => {
    const said = 'lanchat: Something is missing after the option p. See: lanchat serve --help\n';
    expect(await mistyped('serve', '-p')).toEqual({ code: 2, said });
  });
});
