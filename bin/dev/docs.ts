/** Writes the pages of docs/ that come from tables in the code; `--check` fails when one of them is stale. */
import { readFileSync, writeFileSync } from 'node:fs';
import { CONSOLE_ROWS, usage } from '../../lib/server/console-commands.js';
import { SLASH_TABLE, slashUsage } from '../../lib/protocol/slash.js';
import { EDITING_KEYS, KEYS } from '../../lib/tui/keys.js';

const NOTE = '<!-- Made by `npm run docs` from the tables in the code. -->';

const WHERE = { both: 'everywhere', client: 'lanchat join', plain: 'nc, telnet' } as const;

function cell(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('|', '\\|');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))];
  return lines.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function keysPage(): string {
  const keys = KEYS.map(({ label, help }) => [label, help]);
  const editing = EDITING_KEYS.map(({ label, help }) => [label, help]);
  return `# Keys\n\n${NOTE}\n\n${table(['key', 'what it does'], keys)}\n\n## In the input line\n\n${table(['key', 'what it does'], editing)}\n`;
}

function commandsPage(): string {
  const slash = SLASH_TABLE.map((row) => {
    const aliases = row.aliases.map((alias) => `/${alias}`).join(' ');
    return [`\`${slashUsage(row.verb)}\``, row.help, aliases, WHERE[row.where]];
  });
  const host = CONSOLE_ROWS.map((row) => [`\`${usage(row)}\``, row.help]);
  return `# Commands\n\n${NOTE}\n\n## In the chatroom\n\n${table(['command', 'what it does', 'also', 'where'], slash)}\n\nWhat begins with a slash and is no command is never sent; \`//\` says a slash.\n\n## On the host's console\n\n${table(['command', 'what it does'], host)}\n`;
}

const pages = { 'docs/keys.md': keysPage(), 'docs/commands.md': commandsPage() };
const check = process.argv.includes('--check');
for (const [file, text] of Object.entries(pages)) {
  if (!check) {
    writeFileSync(file, text);
  } else if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`${file} is stale: npm run docs\n`);
    process.exitCode = 1;
  }
}
