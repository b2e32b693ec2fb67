/** Writes the pages of docs/ that come from tables in the code; `--check` fails when one of them is stale. */
import { readFileSync, writeFileSync } from 'node:fs';
import { CONSOLE_ROWS, usage } from '../../lib/server/console-commands.js';
import { CONSOLE_SETTINGS, SETTINGS_TABLE } from '../../lib/client/settings.js';
import { SLASH_TABLE, slashUsage } from '../../lib/protocol/slash.js';
import { SET_COMMAND } from '../../lib/tui/console/settings.js';
import { CONSOLE_KEYS } from '../../lib/tui/console/keys.js';
import { EDITING_KEYS, KEYS, SELECTION_KEYS } from '../../lib/tui/keys.js';

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
  const keyTable = (rows: readonly { readonly label: string; readonly help: string }[]): string =>
    table(
      ['key', 'what it does'],
      rows.map(({ label, help }) => [label, help]),
    );
  const sections = [
    `# Keys\n\n${NOTE}\n\n${keyTable(KEYS)}`,
    `## While a message is chosen (Alt-S)\n\n${keyTable(SELECTION_KEYS)}`,
    `## In the input line\n\n${keyTable(EDITING_KEYS)}`,
    `## On the host's console\n\n${keyTable(CONSOLE_KEYS)}`,
  ];
  return `${sections.join('\n\n')}\n`;
}

function commandsPage(): string {
  const slash = SLASH_TABLE.map((row) => {
    const aliases = row.aliases.map((alias) => `/${alias}`).join(' ');
    return [`\`${slashUsage(row.verb)}\``, row.help, aliases, WHERE[row.where]];
  });
  const rows = [...CONSOLE_ROWS.map((row) => ({ label: usage(row), help: row.help })), SET_COMMAND];
  const host = rows.map(({ label, help }) => [`\`${label}\``, help]);
  return `# Commands\n\n${NOTE}\n\n## In the chatroom\n\n${table(['command', 'what it does', 'also', 'where'], slash)}\n\nWhat begins with a slash and is no command is never sent; \`//\` says a slash.\n\n## On the host's console\n\n${table(['command', 'what it does'], host)}\n`;
}

function settingsPage(): string {
  const rows = SETTINGS_TABLE.map(({ name, values, byDefault, meaning }) => [
    `\`${name}\``,
    values.join(', '),
    byDefault,
    meaning,
  ]);
  return `# Settings\n\n${NOTE}\n\n${table(['setting', 'takes', 'by default', 'what it does'], rows)}\n\nIn the chatroom \`/set\` lists them, and \`/set NAME VALUE\` changes one at once and keeps it. ${WHERE_KEPT}\n\n${AT_THE_CONSOLE}\n`;
}

const WHERE_KEPT =
  'They are kept in `~/.config/lanchat/config` (where `XDG_CONFIG_HOME` points elsewhere, there), as lines `name = value` that you may write yourself; `/set file` writes all of them down, each with its meaning.';

const AT_THE_CONSOLE = `The host's console has these of them, in the same file and with the same \`/set\`: ${CONSOLE_SETTINGS.map(({ name }) => `\`${name}\``).join(', ')}.`;

const pages = {
  'docs/keys.md': keysPage(),
  'docs/commands.md': commandsPage(),
  'docs/settings.md': settingsPage(),
};
const check = process.argv.includes('--check');
for (const [file, text] of Object.entries(pages)) {
  if (!check) {
    writeFileSync(file, text);
  } else if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`${file} is stale: npm run docs\n`);
    process.exitCode = 1;
  }
}
