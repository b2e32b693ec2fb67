/** `lanchat hash NAME`: makes a line for --operator-file from a password, typed twice unseen or read from stdin. */
import { createInterface } from 'node:readline';
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '../base/limits.js';
import { scryptOf } from '../server/auth/passwords.js';
import { HiddenLine } from './hidden-line.js';

/** Ended by Ctrl-C, as a shell would say it. */
const INTERRUPTED = 130;

/** Resolves with the exit code; the line goes to stdout, all that is asked and said to stderr. */
export async function hash(name: string): Promise<number> {
  const typed = process.stdin.isTTY ? await typedTwice(name) : await firstLine();
  if (typed === 'interrupted') return INTERRUPTED;
  const problem = typed === null ? 'Those were two different passwords.' : passwordProblem(typed.password);
  if (typed === null || problem !== null) {
    process.stderr.write(`lanchat: ${problem ?? ''} Nothing was made.\n`);
    return 1;
  }
  process.stdout.write(`${name}:${await scryptOf(typed.password)}\n`);
  return 0;
}

interface Typed {
  readonly password: string;
}

function passwordProblem(password: string): string | null {
  if (password.length < PASSWORD_LENGTH_MIN)
    return `A password has at least ${PASSWORD_LENGTH_MIN} characters.`;
  // OPER takes it as one word.
  if (/[\s\x00-\x1f\x7f]/.test(password) || password.startsWith(':'))
    return 'An operator types the password as one word: no spaces, and no colon first.';
  return password.length > PASSWORD_LENGTH_MAX
    ? `A password has at most ${PASSWORD_LENGTH_MAX} characters.`
    : null;
}

async function firstLine(): Promise<Typed> {
  for await (const line of createInterface({ input: process.stdin })) return { password: line };
  return { password: '' };
}

/** Null where the two differ. */
async function typedTwice(name: string): Promise<Typed | 'interrupted' | null> {
  const { stdin, stderr } = process;
  const lines = createInterface({ input: stdin, terminal: false });
  let interrupt = (): void => undefined;
  const hidden = new HiddenLine(stdin, stderr, () => interrupt());
  lines.on('line', (line) => hidden.typed(line));
  try {
    return await new Promise((resolve) => {
      interrupt = () => resolve('interrupted');
      lines.on('close', interrupt);
      const prompts = [`Password of the operator ${name}: `, 'The same again: '] as const;
      hidden.ask({
        prompt: prompts[0],
        answered: (first) =>
          hidden.ask({
            prompt: prompts[1],
            answered: (second) => resolve(first === second ? { password: first ?? '' } : null),
          }),
      });
    });
  } finally {
    hidden.close();
    lines.close();
    stdin.pause();
  }
}
