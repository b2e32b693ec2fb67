/** What a terminal knows, from its terminfo entry where the machine has one, and which sequences a program has written. */
import { spawnSync } from 'node:child_process';
import { installed } from './program.js';

/** One sequence, by what tells it from others: `CSI H`, `CSI ?25`, `OSC 2`, `ESC M`, and for SGR each of its codes. */
export type Signature = string;

/** Every escape sequence in the bytes; what follows an escape and is none is `ESC` with that character. */
export function signatures(bytes: string): ReadonlySet<Signature> {
  const found = new Set<Signature>();
  const sequence = /\u001b(?:\[([0-?]*)([ -/]*[@-~])|\](\d+)[^\u0007\u001b]*(?:\u0007|\u001b\\)|([^[\]]))/g;
  for (const [, parameters = '', final, osc, escaped = ''] of bytes.matchAll(sequence)) {
    if (osc !== undefined) found.add(`OSC ${osc}`);
    else if (final === undefined) found.add(`ESC ${escaped}`);
    else for (const each of csiSignatures(parameters, final)) found.add(each);
  }
  return found;
}

function csiSignatures(parameters: string, final: string): readonly Signature[] {
  if (parameters.startsWith('?'))
    return parameters
      .slice(1)
      .split(';')
      .map((mode) => `CSI ?${mode}`);
  if (final === 't') return [`CSI ${parameters}t`];
  if (final !== 'm') return [`CSI ${final}`];
  const colours = /(?:^|;)([34])8;5;\d+/g;
  const rest = parameters.replace(colours, '');
  const indexed = [...parameters.matchAll(colours)].map(([, ground = '']) => `SGR ${ground}8;5`);
  return [...indexed, ...rest.split(';').map((code) => `SGR ${Number(code)}`)];
}

export interface Entry {
  readonly signatures: ReadonlySet<Signature>;
  readonly colours: number;
  readonly italic: boolean;
}

/** Null where the machine has no such entry. */
export function terminfoEntry(term: string): Entry | null {
  const infocmp = installed('infocmp');
  const text = infocmp === null ? '' : spawnSync(infocmp, ['-1', '-x', term], { encoding: 'utf8' }).stdout;
  if (text === '') return null;
  const strings = [...text.matchAll(/^\t\w+=(.*),$/gm)].map(([, value = '']) => withParameters(value));
  const colours = Number(/^\tcolors#(\w+),$/m.exec(text)?.[1] ?? 0);
  return { signatures: signatures(strings.join(' ')), colours, italic: /^\tsitm=/m.test(text) };
}

/** The string as it would be sent, a 1 for each parameter. */
function withParameters(value: string): string {
  return value
    .replace(/\$<[^>]*>/g, '')
    .replace(/\\E/g, '\u001b')
    .replace(/%\?.*?%;/g, '')
    .replace(/%i/g, '')
    .replace(/%p\d(?:%[^a-z]*[ds])?|%[ds]/g, '1');
}
