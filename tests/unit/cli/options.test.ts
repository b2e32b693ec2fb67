/** What `lanchat` says to a mistyped command line: one line, in a person's words, exit code 2 (docs/user-guide.md). */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { parseCommandLine } from '../../../lib/cli/options.js';

afterEach(() => {
  jest.restoreAllMocks();
});

const run = promisify(execFile);

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

  it.each([
    [['say'], 'Say which chatroom, and what to say there: lanchat say HOST WORDS.'],
    [['tail', '--json'], 'Say which chatroom: lanchat tail HOST.'],
    [['backup'], 'Say which file to make: lanchat backup FILE.'],
    [['hash'], 'Say whose password it is: lanchat hash NAME.'],
    [['export', '--format', 'xml'], '--format takes text or jsonl.'],
  ])('lanchat %j', async (args, said) => {
    const help = `lanchat ${args[0] ?? ''} --help`;
    expect(await mistyped(...args)).toEqual({ code: 2, said: `lanchat: ${said} See: ${help}\n` });
  });

  it('an option without its value', async () => {
    const said = 'lanchat: Something is missing after the option p. See: lanchat serve --help\n';
    expect(await mistyped('serve', '-p')).toEqual({ code: 2, said });
  });
});

it.each(['', 'serve', 'join', 'say', 'tail', 'export', 'backup', 'hash'])(
  'the help of lanchat %s is ASCII, by whose length it is laid out (lib/cli/yargs-string-width.ts)',
  async (command) => {
    let said = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
    await parseCommandLine([command, '--help'].filter(Boolean), '0.0.0');
    expect(said).toMatch(/^lanchat[\n -~]+$/);
  },
);

/** There yargs stands on what is ours (lib/cli/yargs-platform.ts). */
describe('the program as it is built', () => {
  it('says the same', async () => {
    const said = 'lanchat: Unknown arguments: frob, grob. See: lanchat --help\n';
    await expect(run('bin/lanchat', ['frob', 'grob'])).rejects.toMatchObject({
      ...{ code: 2, stdout: '', stderr: said },
    });
    const none = 'lanchat: Say which chatroom: lanchat tail HOST. See: lanchat tail --help\n';
    await expect(run('bin/lanchat', ['tail'])).rejects.toMatchObject({ code: 2, stderr: none });
    const missing = 'lanchat: Something is missing after the option p. See: lanchat join --help\n';
    await expect(run('bin/lanchat', ['join', '-p'])).rejects.toMatchObject({ code: 2, stderr: missing });
  });

  it('lays out its help', async () => {
    const { stdout } = await run('bin/lanchat', ['tail', '--help']);
    expect(stdout).toMatch(/^lanchat tail <host>\n\nPrint what is said from now on, until Ctrl-C\n/);
    expect(stdout).toMatch(/^ {6}--json {11}JSON lines, for programs +\[boolean\] \[default: false\]$/m);
    expect(stdout).toMatch(/^ {2}-n, --name {11}Your name in the chatroom +\[string\]$/m);
  });
});
