/** The statements of the store, each prepared once, when it is first used. */
import type { Connection, Row, Statement, Value } from './driver.js';
import { QUERIES, type QueryName } from './queries.js';
import { STATE_QUERIES, type StateQueryName } from './state-queries.js';

export type StatementName = QueryName | StateQueryName;

const ALL: Readonly<Record<StatementName, string>> = { ...QUERIES, ...STATE_QUERIES };

export const STATEMENTS: ReadonlyMap<string, string> = new Map(Object.entries(ALL));

export class Statements {
  private readonly prepared = new Map<StatementName, Statement>();

  constructor(private readonly connection: Connection) {}

  /** How many rows it changed. */
  run(name: StatementName, values: readonly Value[]): number {
    return this.of(name).run(values);
  }

  get(name: StatementName, values: readonly Value[]): Row | undefined {
    return this.of(name).get(values);
  }

  all(name: StatementName, values: readonly Value[]): readonly Row[] {
    return this.of(name).all(values);
  }

  private of(name: StatementName): Statement {
    const known = this.prepared.get(name);
    if (known !== undefined) return known;
    const statement = this.connection.prepare(ALL[name]);
    this.prepared.set(name, statement);
    return statement;
  }
}
