/** The few functions of the SQLite library that we use, behind types that keep its traps away. */
import { createRequire } from 'node:module';
import { StoreError } from '../store.js';

/** What it can bind: a boolean would end the process, and text is read back only up to its first NUL. */
export type Value = string | number | bigint | null;

export type Row = readonly Value[];

/** Values are always handed over as one list: a lone null would be taken for named ones. */
export interface Statement {
  /** How many rows it changed. */
  readonly run: (values: readonly Value[]) => number;
  readonly get: (values: readonly Value[]) => Row | undefined;
  readonly all: (values: readonly Value[]) => readonly Row[];
}

/** One connection. `file` is a path, or a URI such as `file:///x?mode=ro`: the library ignores its own option for that. */
export interface Connection {
  readonly exec: (sql: string) => void;
  readonly prepare: (sql: string) => Statement;
  readonly inTransaction: () => boolean;
  readonly close: () => void;
}

export type Connect = (file: string) => Connection;

interface LibraryStatement {
  raw: () => LibraryStatement;
  run: (values: readonly Value[]) => { changes: number };
  get: (values: readonly Value[]) => Row | undefined;
  all: (values: readonly Value[]) => readonly Row[];
}

interface LibraryDatabase {
  exec: (sql: string) => void;
  prepare: (sql: string) => LibraryStatement;
  close: () => void;
  readonly inTransaction: boolean;
}

type Library = new (file: string) => LibraryDatabase;

const require = createRequire(import.meta.url);

/** Where the library is, for a thread that would look for it elsewhere. Throws `StoreError` when it is not installed. */
export function findLibrary(name = 'libsql'): string {
  try {
    return require.resolve(name);
  } catch {
    throw withoutLibrary('it is not installed');
  }
}

/** Throws `StoreError` where the library does not run, such as on a machine it was not built for. */
export function loadLibrary(file: string): Connect {
  let database: Library;
  try {
    database = require(file) as Library;
  } catch (error) {
    throw withoutLibrary((error as Error).message.split('\n')[0] ?? '');
  }
  return (name) => connect(new database(name));
}

function withoutLibrary(why: string): StoreError {
  return new StoreError(
    'no-library',
    `Keeping history on disk needs the package libsql, which cannot be loaded (${why}): install lanchat again with its optional packages, or start with --memory to keep nothing.`,
  );
}

function connect(database: LibraryDatabase): Connection {
  return {
    exec: (sql) => database.exec(sql),
    prepare: (sql) => prepare(database.prepare(sql)),
    inTransaction: () => database.inTransaction,
    close: () => database.close(),
  };
}

function prepare(statement: LibraryStatement): Statement {
  let raw: LibraryStatement | null = null;
  // Only what gives rows can be made to give them as lists.
  const rows = (): LibraryStatement => (raw ??= statement.raw());
  return {
    run: (values) => statement.run(values).changes,
    get: (values) => rows().get(values),
    all: (values) => rows().all(values),
  };
}
