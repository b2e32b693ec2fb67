/** What others than the server do with its file, also while it runs: read all of it in order, and copy it. */
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Conversation } from '../../core/conversation.js';
import type { Entry } from '../../core/kept.js';
import { StoreError } from '../store.js';
import { packFiles } from './carried-files.js';
import { findLibrary, loadLibrary, type Connect, type Connection } from './driver.js';
import { storeError } from './errors.js';
import { databaseFile, isThere, makeFile, readOnly } from './folder.js';
import { checkSchema } from './migrations.js';
import { entryOf } from './rows.js';
import { Statements } from './statements.js';

/** Entries read at once: some milliseconds in which the server's log of changes cannot shrink. */
const BATCH = 500;

/** Milliseconds to wait for a server that is just closing the file. */
const BUSY_MS = 5000;

/** A connection without a right to write, which therefore never moves the server's log of changes into the file. */
export class KeptFile {
  private readonly statements: Statements;

  private constructor(
    private readonly connection: Connection,
    private readonly file: string,
    private readonly connect: Connect,
  ) {
    this.statements = new Statements(connection);
  }

  /** Throws `StoreError` where there is no file in the folder, or none that this lanchat can read. */
  static open(folder: string): KeptFile {
    const file = databaseFile(resolve(folder));
    if (!isThere(file)) throw nothingIn(folder);
    const connect = loadLibrary(findLibrary());
    return guarded(file, () => {
      const connection = connect(readOnly(file));
      try {
        connection.prepare(`PRAGMA busy_timeout = ${BUSY_MS}`).get([]);
        if (checkSchema(connection, file) === 0) throw nothingIn(folder);
        return new KeptFile(connection, file, connect);
      } catch (error) {
        connection.close();
        throw error;
      }
    });
  }

  /** All that is kept of every room, in the order in which everybody saw it; of private conversations on request. */
  *all(withPrivate: boolean): Generator<readonly Entry[]> {
    yield* this.batches((seq) => this.statements.all('allAfter', [seq, withPrivate ? 1 : 0, BATCH]));
  }

  /** Throws `StoreError` where nothing is kept of it. */
  *of(conversation: Conversation): Generator<readonly Entry[]> {
    const id = guarded(this.file, () => this.statements.get('conversation', [conversation]))?.[0];
    if (id === undefined)
      throw new StoreError('nothing-there', `${this.file} has nothing of ${conversation}.`);
    yield* this.batches((seq) => this.statements.all('allOfAfter', [id, seq, BATCH]));
  }

  /**
   * Makes `copy`, which its owner alone may read and which a server can be given. Throws `StoreError`; then there is
   * nothing of that name, unless it was there before. Returns its bytes.
   */
  backup(copy: string): number {
    if (existsSync(copy)) {
      throw new StoreError(
        'failed',
        `${copy} is there already: choose another name, nothing is overwritten.`,
      );
    }
    // Whatever ends this halfway, a file with the name that was asked for is whole.
    const unfinished = `${resolve(copy)}.part`;
    try {
      rmSync(unfinished, { force: true });
      makeFile(unfinished);
      this.connection.prepare('VACUUM INTO ?').run([unfinished]);
      this.pack(unfinished);
      chmodSync(unfinished, 0o600);
      toDisk(unfinished);
      renameSync(unfinished, copy);
      return statSync(copy).size;
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw notCopied(storeError(error, this.file), copy);
    }
  }

  private pack(unfinished: string): void {
    const copy = this.connect(unfinished);
    try {
      packFiles(copy, dirname(this.file));
    } finally {
      copy.close();
    }
  }

  close(): void {
    this.connection.close();
  }

  private *batches(read: (after: number) => ReturnType<Statements['all']>): Generator<readonly Entry[]> {
    let last = 0;
    for (;;) {
      const rows = guarded(this.file, () => read(last));
      if (rows.length === 0) return;
      yield guarded(this.file, () =>
        rows.map(([seq, conversation, ...columns]) => {
          last = Number(seq);
          return entryOf(conversation as Conversation, columns);
        }),
      );
    }
  }
}

function guarded<Result>(file: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    const problem = storeError(error, file);
    if (problem.why !== 'read-only') throw problem;
    throw new StoreError(
      'read-only',
      `${file} cannot be read: do this as the user that lanchat serve runs as.`,
    );
  }
}

function nothingIn(folder: string): StoreError {
  return new StoreError(
    'nothing-there',
    `Nothing is kept in ${folder}: say which folder with --data, or which port with -p.`,
  );
}

/** What is in the way is in the way of the copy, unless the original is damaged. */
function notCopied(problem: StoreError, copy: string): StoreError {
  switch (problem.why) {
    case 'full':
      return new StoreError('full', `There is no room for ${copy}: choose a place on another disk.`);
    case 'read-only':
      return new StoreError('read-only', `${copy} cannot be written: choose a place where you may write.`);
    default:
      return problem;
  }
}

function toDisk(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
