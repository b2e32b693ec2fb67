/** Puts the real screens into the README and the guides, between their markers: `npm run screens`. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAllTuis, Tui } from '../../tests/support/pty.js';
import { freePort } from '../../tests/support/server.js';

const LANCHAT = join(process.cwd(), 'bin', 'lanchat');
const WAIT = { cols: 92, rows: 16 };

async function main(): Promise<void> {
  const state = mkdtempSync(join(tmpdir(), 'lanchat-'));
  try {
    const { host, guest } = await conversation(state);
    replace('README.md', 'screen', guest);
    replace('docs/user-guide.md', 'screen', guest);
    replace('docs/admin-guide.md', 'console', host);
  } finally {
    await endAllTuis();
    rmSync(state, { recursive: true });
  }
}

/** A short talk between two screens and a person with nc; returns what the host and one guest see. */
async function conversation(state: string): Promise<{ host: string; guest: string }> {
  const port = await freePort();
  const env = { XDG_STATE_HOME: state, TZ: 'UTC' };
  const start = (args: readonly string[]): Tui => new Tui([LANCHAT, ...args], { ...WAIT, env });
  const host = start(['serve', '127.0.0.1', '-p', String(port), '--name', 'Room 12']);
  await host.waitFor('Listening at');
  const ann = start(['join', '127.0.0.1', '-p', String(port), '-n', 'ann']);
  await ann.waitFor(/^ann>/m);
  const bo = start(['join', '127.0.0.1', '-p', String(port), '-n', 'bo']);
  await ann.waitFor('bo has joined');
  const zeyu = connect(port, '127.0.0.1');
  zeyu.write('zeyu\n');
  zeyu.resume();
  await ann.waitFor('bo and zeyu have joined');
  const talk: [Tui, string][] = [
    [bo, 'Good morning! Does everybody have the worksheet?'],
    [ann, 'Yes. Page 3 is hard \u2615'],
  ];
  for (const [who, text] of talk) {
    who.type(`${text}\r`);
    await ann.waitFor(text.slice(0, 12));
  }
  zeyu.write('I am here with nothing but nc\n');
  await ann.waitFor('nothing but nc');
  bo.type('ann, shall we do it together?\r');
  await ann.waitFor('do it together');
  await host.waitFor('do it together');
  await host.waitFor('3 people in 1 room');
  zeyu.destroy();
  return { host: host.screen(), guest: ann.screen() };
}

function replace(file: string, name: string, screen: string): void {
  const rows = screen.split('\n').map((row) => row.trimEnd());
  const block = `<!-- ${name}:start -->\n\n\`\`\`\n${rows.join('\n')}\n\`\`\`\n\n<!-- ${name}:end -->`;
  const marked = new RegExp(`<!-- ${name}:start -->[^]*<!-- ${name}:end -->`);
  const text = readFileSync(file, 'utf8');
  if (!marked.test(text)) throw new Error(`${file} has no place for ${name}`);
  writeFileSync(
    file,
    text.replace(marked, () => block),
  );
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
