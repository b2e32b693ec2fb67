/** A disk that gives an error when the test wants one. */
import type { Connect, Connection, Statement } from '../../lib/storage/sqlite/driver.js';

/** Counts what is written, and fails the one that is to fail, as SQLite reports a disk that gives an error. */
export class BadDisk {
  private writes = 0;
  failAt = Infinity;
  /** The one that was opened last. */
  connection: Connection | null = null;

  constructor(private readonly code: string) {}

  connect(connect: Connect): Connect {
    return (file) => {
      const connection = connect(file);
      this.connection = connection;
      return {
        ...connection,
        exec: (sql) => {
          if (/^(BEGIN|COMMIT)/.test(sql)) this.write();
          connection.exec(sql);
        },
        prepare: (sql) => this.statement(connection.prepare(sql)),
      };
    };
  }

  /** How many there were since the last call. */
  count(): number {
    const { writes } = this;
    this.writes = 0;
    return writes;
  }

  private statement(statement: Statement): Statement {
    return {
      ...statement,
      run: (values) => {
        this.write();
        return statement.run(values);
      },
    };
  }

  private write(): void {
    this.writes += 1;
    if (this.writes !== this.failAt) return;
    throw Object.assign(new Error('disk I/O error'), { code: this.code });
  }
}
