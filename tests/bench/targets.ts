/** The figures that a run is measured by: what is asked of lanchat beside the best peer and the limit, and whether it is so. */
import type { Measurement, Unit } from './stage.js';
import type { Candidate } from './servers.js';
import { aligned, ratioIn } from './table.js';

export interface Target {
  readonly what: string;
  readonly wanted: number;
  readonly bound: 'least' | 'most';
  readonly measured: number;
}

/** The name of the server to whose joining time ours is compared. */
const JOINING_PEER = 'InspIRCd';

/** What is called flat may move by the noise of two measurements. */
const FLAT = 1.2;

const CPU = 'CPU s per million';

/** Those that this run has figures for. `--data` is the second of ours. */
export function targetsOf(
  measurements: readonly Measurement[],
  candidates: readonly Candidate[],
): readonly Target[] {
  const named = (role: Candidate['role']): string[] =>
    candidates.filter((one) => one.role === role).map(({ name }) => name);
  const [memory = '', durable = ''] = named('ours');
  const peers = named('peer');
  const limits = named('limit');
  const targets: Target[] = [];
  const find = (scenario: string, unit: Unit): Measurement | undefined =>
    measurements.find((row) => row.scenario === scenario && row.unit === unit);
  const add = (what: string, bound: Target['bound'], wanted: number, measured: number | null): void => {
    if (measured !== null) targets.push({ what, bound, wanted, measured });
  };
  /** `of` to the best of `to` in one row. */
  const ratio = (scenario: string, unit: Unit, of: string, to: readonly string[]): number | null => {
    const row = find(scenario, unit);
    return row === undefined ? null : ratioIn(row, { title: '', of, to });
  };
  /** One server in one scenario to the same in another. */
  const growth = (scenario: string, before: string, of: string): number | null => {
    const [late, early] = [scenario, before].map((name) => find(name, CPU)?.values[of] ?? null);
    return late == null || early == null || early === 0 ? null : late / early;
  };

  for (const people of [100, 500, 1000]) {
    for (const senders of [1, 10]) {
      const scenario = `${people} people, ${senders} sending, 64 outstanding`;
      const least = people === 100 ? 1.5 : 2;
      add(
        `${scenario}: deliveries : best peer`,
        'least',
        least,
        ratio(scenario, 'deliveries/s', memory, peers),
      );
      add(`${scenario}: CPU : best peer`, 'most', 0.7, ratio(scenario, CPU, memory, peers));
      if (people === 100) continue;
      add(`${scenario}, --data: deliveries`, 'least', 1.5, ratio(scenario, 'deliveries/s', durable, peers));
    }
  }
  for (const people of [10, 100, 500, 1000]) {
    for (const senders of [1, 10]) {
      const scenario = `${people} people, ${senders} sending, 1 outstanding`;
      add(`${scenario}: CPU : best peer`, 'most', 1.3, ratio(scenario, CPU, memory, peers));
      add(`${scenario}: p99 : best peer`, 'most', 1.4, ratio(`${scenario}: p99`, 'ms', memory, peers));
    }
  }
  const lively = '100 people, 100 messages/s: p99';
  add(`${lively} : raw`, 'most', 1.3, ratio(lively, 'ms', memory, limits));
  for (const people of [1000, 5000]) {
    const scenario = `${people} join at once`;
    add(`${scenario} : ${JOINING_PEER}`, 'most', 0.25, ratio(scenario, 's', memory, [JOINING_PEER]));
  }
  for (const people of [1000, 10_000]) {
    const scenario = `memory per connection, ${people} idle`;
    add(`${scenario}, kB`, 'most', 20, find(scenario, 'kB')?.values[memory] ?? null);
  }
  for (const outstanding of [1, 64]) {
    const at = (people: number): string => `${people} people, 10 sending, ${outstanding} outstanding`;
    add(
      `CPU per delivery at 1000 : at 100, ${outstanding} outstanding`,
      'most',
      1.5,
      growth(at(1000), at(100), memory),
    );
  }
  const small = '10 people, 10 sending, 1 outstanding';
  const many = '1000 people in 100 rooms, 100 sending, 1 outstanding';
  add('CPU per delivery in 100 rooms of 10 : in one', 'most', FLAT, growth(many, small, memory));
  const fresh = '10 people, 10 sending, 64 outstanding';
  add(
    'CPU per delivery after the flood : before, --data',
    'most',
    FLAT,
    growth(`${fresh}, after that flood`, fresh, durable),
  );
  return targets;
}

export function isMet({ bound, wanted, measured }: Target): boolean {
  return bound === 'least' ? measured >= wanted : measured <= wanted;
}

/** A Markdown table; nothing where there are no targets. */
export function targetTable(targets: readonly Target[]): readonly string[] {
  if (targets.length === 0) return [];
  const rows = targets.map((target) => {
    const { what, bound, wanted, measured } = target;
    return [what, `at ${bound} ${wanted}`, measured.toFixed(2), isMet(target) ? 'met' : 'NOT met'];
  });
  return aligned([['target', 'wanted', 'measured', ''], ...rows]);
}
