/**
 * Pictures of every view, at two sizes, on dark and light backgrounds: `npm run screens`. A page shows them all, and
 * the README and the guides have some as text, between their markers.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAllTuis, Tui } from '../../tests/support/pty.js';
import { freePort } from '../../tests/support/server.js';
import { playAll, VIEWS, type View } from './screen-scenes.js';
import { DARK, LIGHT, svgOf, type Paper } from './svg.js';

const LANCHAT = join(process.cwd(), 'bin', 'lanchat');
const PICTURES = join('docs', 'pictures');
const GALLERY = join('docs', 'screens.md');

interface Size {
  readonly cols: number;
  readonly rows: number;
}

const SIZES: readonly Size[] = [
  { cols: 80, rows: 24 },
  { cols: 200, rows: 50 },
];

const PAPERS: readonly Paper[] = [DARK, LIGHT];

/** Of the blocks of text in the pages. */
const TEXT_SIZE: Size = { cols: 92, rows: 16 };

const SMALL: Size = { cols: 40, rows: 12 };

/** Where which view stands as text. */
const TEXTS: readonly (readonly [file: string, block: string, view: View])[] = [
  ['README.md', 'screen', 'room'],
  ['docs/user-guide.md', 'screen', 'room'],
  ['docs/user-guide.md', 'search', 'search'],
  ['docs/admin-guide.md', 'console', 'console'],
];

async function main(): Promise<void> {
  rmSync(PICTURES, { recursive: true, force: true });
  mkdirSync(PICTURES, { recursive: true });
  for (const size of SIZES) {
    for (const paper of PAPERS) {
      await play(size, paper, async (view, tui) => {
        await settled(tui);
        writeFileSync(join(PICTURES, fileOf(view, size, paper)), svgOf(tui, size.cols, size.rows, paper));
      });
    }
  }
  await play(TEXT_SIZE, DARK, async (view, tui) => {
    await settled(tui);
    for (const [file, block, of] of TEXTS) if (of === view) replace(file, block, fenced(tui.screen()));
    if (view === 'room') await small(tui);
  });
  writeFileSync(GALLERY, gallery());
}

/** The room again, on the smallest screen that anybody has. */
async function small(tui: Tui): Promise<void> {
  tui.resize(SMALL.cols, SMALL.rows);
  await settled(tui);
  replace('docs/user-guide.md', 'small', fenced(tui.screen()));
  tui.resize(TEXT_SIZE.cols, TEXT_SIZE.rows);
  await settled(tui);
}

type Picture = (view: View, tui: Tui) => Promise<void>;

async function play(size: Size, paper: Paper, picture: Picture): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'lanchat-'));
  const env = { XDG_STATE_HOME: home, XDG_CONFIG_HOME: home, TZ: 'UTC' };
  const start = (args: readonly string[]): Tui => {
    const tui = new Tui([LANCHAT, ...args], { ...size, env });
    void tellBackground(tui, paper);
    return tui;
  };
  try {
    await playAll({ port: await freePort(), start, picture });
  } finally {
    await endAllTuis();
    rmSync(home, { recursive: true });
  }
}

/** As a terminal answers that is asked. */
async function tellBackground(tui: Tui, { answer }: Paper): Promise<void> {
  await tui.waitUntil(() => tui.raw.includes('\u001b]11;?'), 'the question for the background');
  tui.type(`\u001b]11;${answer}\u001b\\`);
}

/** Milliseconds in which nothing is written by a program that has shown all there is. */
const SETTLED_MS = 150;

async function settled(tui: Tui): Promise<void> {
  for (let bytes = -1; bytes !== tui.bytes;) {
    bytes = tui.bytes;
    await new Promise((done) => setTimeout(done, SETTLED_MS));
  }
}

function fileOf(view: View, { cols, rows }: Size, { name }: Paper): string {
  return `${view}-${cols}x${rows}-${name}.svg`;
}

/** All pictures, each in the colours that the reader's own page has. */
function gallery(): string {
  const views = Object.keys(VIEWS) as View[];
  const sections = views.map((view) => {
    const pictures = SIZES.map((size) => {
      const [dark, light] = [DARK, LIGHT].map((paper) => `pictures/${fileOf(view, size, paper)}`);
      const alt = `${VIEWS[view]}, ${size.cols} by ${size.rows}`;
      return `<picture><source media="(prefers-color-scheme: dark)" srcset="${dark}"><img alt="${alt}" src="${light}"></picture>`;
    });
    return `## ${VIEWS[view]}\n\n${pictures.join('\n\n')}\n`;
  });
  const head =
    '# Screens\n\n<!-- Made by `npm run screens`: the program itself, read back from a terminal. -->\n';
  return [head, ...sections].join('\n');
}

function fenced(screen: string): string {
  const rows = screen.split('\n').map((row) => row.trimEnd());
  return `\`\`\`\n${rows.join('\n')}\n\`\`\``;
}

function replace(file: string, name: string, body: string): void {
  const block = `<!-- ${name}:start -->\n\n${body}\n\n<!-- ${name}:end -->`;
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
