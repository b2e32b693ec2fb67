/** The command line, by yargs: every option with what it means, every mistake in one line. */
import type { ChalkInstance } from 'chalk';
import yargs from 'yargs';
import { PORT, portNumber } from './arguments.js';
import { DATA, exportOptions, type BackupOptions, type ExportOptions } from './export-options.js';
import { COMING_IN, HOST, joinOptions, sayOptions, type JoinOptions } from './join-options.js';
import { operatorName, SERVE, serveOptions, type ServeOptions } from './serve-options.js';

export type CommandLine =
  | { readonly kind: 'serve'; readonly options: ServeOptions }
  | { readonly kind: 'join'; readonly options: JoinOptions }
  | { readonly kind: 'export'; readonly options: ExportOptions }
  | { readonly kind: 'backup'; readonly options: BackupOptions }
  | { readonly kind: 'hash'; readonly name: string }
  | { readonly kind: 'exit'; readonly code: number };

const COMMANDS = ['serve', 'join', 'say', 'tail', 'export', 'backup', 'hash'] as const;

/** Exit code for a command line that could not be understood. */
const BAD_USAGE = 2;

export async function parseCommandLine(args: readonly string[], version: string): Promise<CommandLine> {
  let result: CommandLine = { kind: 'exit', code: 0 };
  let text = '';
  try {
    const reader = withoutSpareHelp(program(version, (found) => (result = found)));
    await reader.parseAsync([...args], {}, (error, _argv, output) => {
      text = output;
      if (error) throw error;
    });
  } catch (error) {
    process.stderr.write(await mistake(error instanceof Error ? error.message : String(error), args));
    return { kind: 'exit', code: BAD_USAGE };
  }
  if (text !== '') process.stdout.write(`${text}\n`);
  return result;
}

/**
 * Before it runs a command yargs lays out the help, for commands that fail later on and want to show it. Ours only
 * take down what was typed, and a start does without those 10 ms.
 */
function withoutSpareHelp<T extends object>(reader: T): T {
  const { getInternalMethods } = reader as { readonly getInternalMethods?: () => YargsInternals };
  const usage = getInternalMethods?.call(reader).getUsageInstance();
  if (usage !== undefined) usage.cacheHelpMessage = () => undefined;
  return reader;
}

/** What we know of yargs beyond its types; without it nothing is lost but time. */
interface YargsInternals {
  getUsageInstance(): { cacheHelpMessage: () => void };
}

async function mistake(message: string, args: readonly string[]): Promise<string> {
  const command = COMMANDS.find((name) => name === args[0]);
  const [said = ''] = message.split('\n');
  const first = said.startsWith(TOO_FEW) ? (MISSING[command ?? ''] ?? said) : said;
  const line = /[.!?]$/.test(first) ? first : `${first}.`;
  const chalk = await chalkFor(process.stderr);
  const help = command === undefined ? 'lanchat --help' : `lanchat ${command} --help`;
  return `${chalk.red('lanchat:')} ${line} See: ${help}\n`;
}

/** What yargs says of a command without that which it is about, and what is to be said instead. */
const TOO_FEW = 'Not enough non-option arguments';
const MISSING: Readonly<Record<string, string>> = {
  say: 'Say which chatroom, and what to say there: lanchat say HOST WORDS.',
  tail: 'Say which chatroom: lanchat tail HOST.',
  backup: 'Say which file to make: lanchat backup FILE.',
  hash: 'Say whose password it is: lanchat hash NAME.',
};

/** No colours where nobody sees them (NO_COLOR, a pipe). */
async function chalkFor(stream: NodeJS.WriteStream): Promise<ChalkInstance> {
  const { Chalk } = await import('chalk');
  const plain = !stream.isTTY || (process.env['NO_COLOR'] ?? '') !== '';
  return new Chalk({ level: plain ? 0 : 1 });
}

function program(version: string, found: (result: CommandLine) => void) {
  return yargs()
    .scriptName('lanchat')
    .usage('$0: the chatroom for people in one place, without internet')
    .command(
      'serve [host]',
      'Open a chatroom on this machine',
      (command) =>
        command
          .positional('host', { type: 'string', describe: 'Address to listen on; all of them when left out' })
          .options(SERVE)
          .example('$0 serve', 'open a chatroom on port 1060')
          .example('$0 serve -p 1070 --name "Room 12"', 'another port, and a name of its own'),
      (argv) => found({ kind: 'serve', options: serveOptions(argv) }),
    )
    .command(
      'join [host]',
      'Enter a chatroom',
      (command) =>
        command
          .positional('host', {
            type: 'string',
            describe: 'Address of the chatroom, such as 192.168.2.186 or 192.168.2.186:1061',
          })
          .options(COMING_IN)
          .option('plain', {
            type: 'boolean',
            default: false,
            describe: 'Line by line instead of full screen',
          })
          .option('log', {
            type: 'boolean',
            default: false,
            describe: 'Write what is said to files of yours too (/set log on: always)',
          })
          .example('$0 join 192.168.2.186', 'enter the chatroom there')
          .example('echo hi | $0 join 192.168.2.186 -n ci', 'say one thing and leave'),
      (argv) => found({ kind: 'join', options: joinOptions(argv) }),
    )
    .command(
      'say <host> [words..]',
      'Say something, or each line of what is piped in, and leave',
      (command) =>
        command
          .positional('host', HOST)
          .positional('words', { type: 'string', array: true, describe: 'What to say; stdin when left out' })
          .options(COMING_IN)
          .option('to', { type: 'string', requiresArg: true, describe: 'For this person only' })
          .example('make 2>&1 | $0 say 192.168.2.186', 'everybody reads what make prints')
          .example('$0 say 192.168.2.186 the tea is ready', 'one line'),
      (argv) => found({ kind: 'join', options: sayOptions(argv) }),
    )
    .command(
      'tail <host>',
      'Print what is said from now on, until Ctrl-C',
      (command) =>
        command
          .positional('host', HOST)
          .options(COMING_IN)
          .option('json', { type: 'boolean', default: false, describe: 'JSON lines, for programs' })
          .example('$0 tail 192.168.2.186 --json | jq -r .text', 'the texts alone')
          .example('$0 tail 192.168.2.186 | grep -i alarm', 'wait for a word'),
      (argv) =>
        found({
          kind: 'join',
          options: { ...joinOptions({ ...argv, plain: true }), role: 'tail', json: argv.json },
        }),
    )
    .command(
      'export',
      'Print what was said, from the folder of lanchat serve, also while it runs',
      (command) =>
        command
          .option('data', DATA)
          .option('port', PORT)
          .option('room', { type: 'string', requiresArg: true, describe: 'One room; all when left out' })
          .option('private', { type: 'boolean', default: false, describe: 'Private messages too' })
          .option('format', {
            type: 'string',
            requiresArg: true,
            default: 'text',
            describe: 'text: lines to read, or jsonl: JSON lines for programs',
          })
          .example('$0 export > chat.txt', 'all that was said, as text')
          .example('$0 export --room lobby --format jsonl', 'one room, for a program'),
      (argv) => found({ kind: 'export', options: exportOptions(argv) }),
    )
    .command(
      'backup <file>',
      'Copy all that is kept into one file, also while lanchat serve runs',
      (command) =>
        command
          .positional('file', { type: 'string', demandOption: true, describe: 'The file to make' })
          .option('data', DATA)
          .option('port', PORT)
          .example('$0 backup monday.db', 'a copy that lanchat serve can be given again'),
      (argv) =>
        found({
          kind: 'backup',
          options: { data: argv.data ?? null, port: portNumber(argv.port), file: argv.file },
        }),
    )
    .command(
      'hash <name>',
      'Make a line for --operator-file from a password',
      (command) =>
        command
          .positional('name', {
            type: 'string',
            demandOption: true,
            describe: 'What the operator logs in as',
          })
          .example('$0 hash ann >> operators.txt', 'asks for the password twice, unseen')
          .example('$0 hash ann < password.txt', 'the password is the first line'),
      (argv) => found({ kind: 'hash', name: operatorName(argv.name) }),
    )
    .demandCommand(
      1,
      1,
      `Say what to do: ${COMMANDS.join(', ')}.`,
      `Say one thing to do: ${COMMANDS.join(', ')}.`,
    )
    .strict()
    .version(version)
    .alias('h', 'help')
    .alias('v', 'version')
    .epilogue('Everyone on the network can also come in with: nc HOST 1060')
    .updateStrings(WORDS)
    .wrap(Math.min(HELP_COLUMNS_MAX, process.stdout.columns || HELP_COLUMNS));
}

/** Columns of the help: as wide as the terminal, but no wider than one reads well; and where nobody knows the width. */
const HELP_COLUMNS_MAX = 100;
const HELP_COLUMNS = 80;

/** What yargs would say in a programmer's words. */
const WORDS = { 'Not enough arguments following: %s': 'Something is missing after the option %s' };
