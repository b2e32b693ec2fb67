/** Measurements as one table of text, with ratios between the servers. */
import type { Measurement, Unit } from './stage.js';
import type { Candidate } from './servers.js';

/** What is better when it is more; all else is better when it is less. */
const MORE_IS_BETTER: ReadonlySet<Unit> = new Set<Unit>(['deliveries/s', 'messages/s', 'messages']);

const NOTHING = '-';

/** One column of ratios: a server's figure divided by the best of others'. */
export interface Ratio {
  readonly title: string;
  readonly of: string;
  readonly to: readonly string[];
}

/** Ours to the best peer, to each other build of ours, and to the limit. */
export function ratiosOf(candidates: readonly Candidate[]): readonly Ratio[] {
  const named = (role: Candidate['role']): string[] =>
    candidates.filter((one) => one.role === role).map(({ name }) => name);
  const [first = '', ...otherOurs] = named('ours');
  const peers = named('peer');
  const toPeers = [first, ...otherOurs].map((of) => ({ title: `${of} : best peer`, of, to: peers }));
  const toFirst = otherOurs.map((of) => ({ title: `${of} : ${first}`, of, to: [first] }));
  const toLimit = named('limit').map((limit) => ({ title: `${first} : ${limit}`, of: first, to: [limit] }));
  return [...(peers.length > 0 ? toPeers : []), ...toFirst, ...toLimit];
}

export function table(
  measurements: readonly Measurement[],
  names: readonly string[],
  ratios: readonly Ratio[],
): readonly string[] {
  const head = ['scenario', 'unit', ...names, ...ratios.map(({ title }) => title)];
  const rows = measurements.map((measurement) => {
    const { scenario, unit, values } = measurement;
    const cells = names.map((name) => figure(values[name] ?? null, unit));
    return [scenario, unit, ...cells, ...ratios.map((ratio) => ratioText(ratioIn(measurement, ratio)))];
  });
  return aligned([head, ...rows]);
}

/** Null when a figure is missing. */
export function ratioIn({ unit, values }: Measurement, { of, to }: Ratio): number | null {
  const own = values[of] ?? null;
  const found = to.map((name) => values[name] ?? null).filter((value) => value !== null);
  if (own === null || found.length === 0) return null;
  const best = MORE_IS_BETTER.has(unit) ? Math.max(...found) : Math.min(...found);
  return best === 0 ? null : own / best;
}

function ratioText(ratio: number | null): string {
  return ratio === null ? NOTHING : `${ratio.toFixed(2)} x`;
}

function figure(value: number | null, unit: Unit): string {
  if (value === null) return NOTHING;
  if (unit === 'messages/s' || unit === 'messages') return value.toFixed(0);
  if (unit !== 'deliveries/s') return value.toFixed(value < 10 ? 2 : 1);
  return value >= 1e6 ? `${(value / 1e6).toFixed(2)} M` : `${(value / 1e3).toFixed(0)} k`;
}

/** As a Markdown table, so that it can be pasted into docs/performance.md. */
export function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column < 2 ? cell.padEnd(width) : cell.padStart(width);
    });
    return `| ${cells.join(' | ')} |`;
  });
  const rule = `|${widths.map((width, column) => `${'-'.repeat(width + 1)}${column < 2 ? '-' : ':'}`).join('|')}|`;
  return [lines[0] ?? '', rule, ...lines.slice(1)];
}
