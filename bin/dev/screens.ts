/** Puts the real screens into the README and the guides, between their markers, and as pictures beside them: `npm run screens`. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAllTuis, Tui } from '../../tests/support/pty.js';
import { PlainClient } from '../../tests/support/plain-client.js';
import { freePort } from '../../tests/support/server.js';
import { DARK, LIGHT, svgOf, type Paper } from './svg.js';

const LANCHAT = join(process.cwd(), 'bin', 'lanchat');
const PICTURES = join('docs', 'pictures');
const SCREEN = { cols: 92, rows: 15 };

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lanchat-'));
  mkdirSync(PICTURES, { recursive: true });
  try {
    await takeAll(folder);
  } finally {
    await endAllTuis();
    rmSync(folder, { recursive: true });
  }
}

/** A short talk in a class, seen by its host and by ann, who then looks around. */
async function takeAll(folder: string): Promise<void> {
  const port = await freePort();
  const env = { XDG_STATE_HOME: folder, XDG_CONFIG_HOME: folder, TZ: 'UTC' };
  const start = (args: readonly string[], size = SCREEN): Tui =>
    new Tui([LANCHAT, ...args], { ...size, env });
  const enter = (name: string): Tui => start(['join', '127.0.0.1', '-p', String(port), '-n', name]);
  const host = start(['serve', '127.0.0.1', '-p', String(port), '--name', 'Room 12']);
  await host.waitFor('Listening at');
  const people = new Map<string, PlainClient>();
  for (const name of ['maria', 'bo', 'zeyu', 'kofi']) people.set(name, await PlainClient.enter(port, name));
  const [ann, light] = [enter('ann'), enter('zoe')];
  await ann.waitFor(/^ann>/m);
  await light.waitFor(/^zoe>/m);
  light.type('/set theme light\r');
  host.type('/topic #lobby Physics, group B: the report is due on Friday\r');
  await ann.waitFor('Physics, group B');
  const says = async (name: string, text: string): Promise<void> => {
    people.get(name)?.type(text);
    await ann.waitFor(text.slice(0, 20));
  };
  await says('maria', 'Good morning! Does everybody have the worksheet?');
  ann.type('Yes. Page 3 is hard \u2615\r');
  await ann.waitFor('is hard');
  await says('bo', 'and page 4 too, see http://192.168.2.186:8080/b/worksheet-4.pdf');
  await says('zeyu', '\u4f60\u597d! I am here with nothing but nc');
  await says(
    'kofi',
    'The second measurement has to be repeated: the sensor was not calibrated when we began.',
  );
  await says('bo', 'ann, shall we do it together?');
  people.get('maria')?.type('/msg ann I have a spare sensor for you');
  await ann.waitFor(/maria !1/);
  await ann.waitUntil(() => !ann.screen().includes('joined \u00b7'), 'a quiet status line', 12_000);
  await host.waitFor('do it together');
  replace('README.md', 'screen', ann.screen());
  replace('docs/user-guide.md', 'screen', ann.screen());
  replace('docs/admin-guide.md', 'console', host.screen());
  picture('room-dark', ann, SCREEN, DARK);
  await light.waitFor('do it together');
  picture('room-light', light, SCREEN, LIGHT);

  ann.type('/search page\r');
  await ann.waitFor('2 of 2');
  replace('docs/user-guide.md', 'search', ann.screen());
  picture('search', ann, SCREEN, DARK);
  ann.type('\u001b');
  await ann.waitFor('do it together');
  ann.type('\u001b2');
  await ann.waitFor('spare sensor');
  ann.type('Thank you!\r');
  await ann.waitFor('Thank you');
  picture('private', ann, SCREEN, DARK);
  ann.type('\u001b1');
  await ann.waitFor('do it together');
  const small = { cols: 40, rows: 12 };
  ann.resize(small.cols, small.rows);
  await ann.waitUntil(
    () => ann.rows.length === small.rows && ann.screen().includes('ann>'),
    'a small screen',
  );
  await ann.waitFor(/^ 1 #lobby/);
  replace('docs/user-guide.md', 'small', ann.screen());
  for (const one of people.values()) await one.close();
}

function picture(name: string, tui: Tui, { cols, rows }: typeof SCREEN, paper: Paper): void {
  writeFileSync(join(PICTURES, `${name}.svg`), svgOf(tui, cols, rows, paper));
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
