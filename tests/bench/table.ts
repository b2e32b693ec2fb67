/** Measurements as one table of text, each with our ratio to the best of the others. */
import type { Measurement, Unit } from './scenarios.js';

/** What is better when it is more; all else is better when it is less. */
const MORE_IS_BETTER: ReadonlySet<Unit> = new Set<Unit>(['deliveries/s']);

const NOTHING = '-';

export function table(
  measurements: readonly Measurement[],
  ours: string,
  others: readonly string[],
): readonly string[] {
  const ratio = others.length === 0 ? [] : ['ratio to the best other'];
  const head = ['scenario', 'unit', ours, ...others, ...ratio];
  const rows = measurements.map((measurement) => {
    const { scenario, unit, values } = measurement;
    const cells = [ours, ...others].map((name) => figure(values[name] ?? null, unit));
    const last = others.length === 0 ? [] : [ratioText(ratioToBest(measurement, ours, others))];
    return [scenario, unit, ...cells, ...last];
  });
  return aligned([head, ...rows]);
}

/** Ours divided by the best of the others; null when either is missing. */
export function ratioToBest(
  { unit, values }: Measurement,
  ours: string,
  others: readonly string[],
): number | null {
  const own = values[ours] ?? null;
  const found = others.map((name) => values[name] ?? null).filter((value) => value !== null);
  if (own === null || found.length === 0) return null;
  const best = MORE_IS_BETTER.has(unit) ? Math.max(...found) : Math.min(...found);
  return best === 0 ? null : own / best;
}

function ratioText(ratio: number | null): string {
  return ratio === null ? NOTHING : `${ratio.toFixed(2)} x`;
}

function figure(value: number | null, unit: Unit): string {
  if (value === null) return NOTHING;
  if (unit !== 'deliveries/s') return value.toFixed(value < 10 ? 2 : 1);
  return value >= 1e6 ? `${(value / 1e6).toFixed(2)} M` : `${(value / 1e3).toFixed(0)} k`;
}

/** As a Markdown table, so that it can be pasted into docs/performance.md. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
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
