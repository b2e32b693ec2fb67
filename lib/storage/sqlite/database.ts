/** The store as plain calls on one connection; a worker makes them for everybody. */
import type { NodeId } from '../../base/ids.js';
import type { Millis } from '../../base/result.js';
import type { Message } from '../../core/happening.js';
import type { Change, Entry, Kept, RetentionRule } from '../../core/kept.js';
import type { PageQuestion, SearchQuestion, TargetRow, TargetsQuestion } from '../../core/question.js';
import { roomConversation } from '../../core/conversation.js';
import type { StoreError } from '../store.js';
import { unpackFiles } from './carried-files.js';
import type { Connect, Connection } from './driver.js';
import { damaged, storeError, troubleWith } from './errors.js';
import { databaseFile, isThere, lockFolder, makeFile, makeFolder, readOnly } from './folder.js';
import { Forgetting } from './forgetting.js';
import { History } from './history.js';
import { checkSchema, migrate } from './migrations.js';
import { changeState, loadState } from './state.js';
import { Statements } from './statements.js';
import { WordIndex } from './word-index.js';

/** Kilobytes of pages in memory: the upper levels of all indexes, and what was said last. */
const CACHE_KB = 32_768;

/** Milliseconds to wait for another process that holds the file, such as somebody who looks into it. */
const BUSY_MS = 1000;

/** Bytes to which the log of changes shrinks after it has been large, as during a backup. */
const WAL_BYTES_MAX = 67_108_864;

export class SqliteDatabase {
  private readonly statements: Statements;
  private readonly history: History;
  private readonly forgetting: Forgetting;
  private readonly words: WordIndex;
  /** Once set, nothing is written any more: it could only make things worse. */
  private damage: StoreError | null = null;

  private constructor(
    private readonly connection: Connection,
    private readonly file: string,
    private readonly unlock: () => void,
  ) {
    this.statements = new Statements(connection);
    this.history = new History(this.statements);
    this.forgetting = new Forgetting(this.statements, (run) => this.transaction(run));
    this.words = new WordIndex(this.statements, (run) => this.hastily(run));
  }

  /** Makes folder and file where there are none. Throws `StoreError`, and has then changed nothing that was there. */
  static open(connect: Connect, folder: string): SqliteDatabase {
    makeFolder(folder);
    const unlock = lockFolder(connect, folder);
    const file = databaseFile(folder);
    try {
      if (isThere(file)) look(connect, file);
      makeFile(file);
      return new SqliteDatabase(openFile(connect, file, folder), file, unlock);
    } catch (error) {
      unlock();
      throw storeError(error, file);
    }
  }

  /** Beside the one that writes, for questions: it holds up no commit, and sees all that were made before it is asked. */
  static openToRead(connect: Connect, folder: string): SqliteDatabase {
    const file = databaseFile(folder);
    try {
      return new SqliteDatabase(tuned(connect(readOnly(file))), file, () => undefined);
    } catch (error) {
      throw storeError(error, file);
    }
  }

  load(node: NodeId): Kept {
    return this.guarded(() => ({ ...loadState(this.statements, node), lastAt: this.history.lastAt() }));
  }

  commit(changes: readonly Change[]): void {
    if (changes.length > 0) this.transaction(() => changes.forEach((change) => this.apply(change)));
  }

  page(question: PageQuestion): readonly Entry[] {
    return this.guarded(() => this.history.page(question));
  }

  search(question: SearchQuestion): readonly Entry[] {
    return this.guarded(() => this.history.search(question));
  }

  targets(question: TargetsQuestion): readonly TargetRow[] {
    return this.guarded(() => this.history.targets(question));
  }

  sent(clientId: string): Message | null {
    return this.guarded(() => this.history.sent(clientId));
  }

  /** Between its steps everything else may be asked. Returns how many entries went. */
  *retain(rule: RetentionRule, now: Millis): Generator<undefined, number> {
    return yield* this.forgetting.beyond(rule, now);
  }

  /** A search that is asked after this finds all that was kept before. */
  index(): void {
    this.words.catchUp(this.history.lastSeq);
  }

  /**
   * What nobody waits for: words are put into their index, and what is left of conversations that are gone is taken out.
   * To be called after the start and after each commit.
   */
  *tidy(): Generator<undefined, void> {
    yield* this.words.follow(() => this.history.lastSeq);
    for (const step of this.forgetting.gone()) {
      yield step;
      // A long conversation takes its time, and others go on.
      yield* this.words.follow(() => this.history.lastSeq);
    }
  }

  /** Leaves one file: what was in the log of changes is in it, unless somebody reads just now. A reader leaves all as it is. */
  close(): void {
    try {
      if (this.damage === null) this.connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all([]);
    } catch {
      // On a full disk the log of changes stays, and is read again at the next start.
    }
    this.connection.close();
    this.unlock();
  }

  private apply(change: Change): void {
    if (change.kind === 'entry') {
      this.history.add(change.entry);
      return;
    }
    if (change.kind === 'redact') {
      this.history.redact(change.conversation, change.redacted);
      return;
    }
    if (change.kind === 'room-renamed')
      this.history.renameConversation(roomConversation(change.from), roomConversation(change.room.name));
    if (change.kind === 'room-gone') this.history.loseConversation(roomConversation(change.name));
    if (change.kind === 'account-gone') this.history.loseConversationsOf(change.name);
    changeState(this.statements, change);
  }

  private transaction<Result>(run: () => Result): Result {
    return this.guarded(() => {
      this.connection.exec('BEGIN IMMEDIATE');
      try {
        const result = run();
        this.connection.exec('COMMIT');
        return result;
      } catch (error) {
        this.rollBack();
        throw error;
      }
    });
  }

  /** As `transaction`, without waiting for the disk: a power cut may undo it, and nothing that was committed. */
  private hastily<Result>(run: () => Result): Result {
    this.connection.exec('PRAGMA synchronous = NORMAL');
    try {
      return this.transaction(run);
    } finally {
      this.connection.exec('PRAGMA synchronous = FULL');
    }
  }

  /** A full disk has already rolled back what it interrupted. */
  private rollBack(): void {
    if (this.connection.inTransaction()) this.connection.exec('ROLLBACK');
  }

  private guarded<Result>(run: () => Result): Result {
    if (this.damage !== null) throw this.damage;
    try {
      return run();
    } catch (error) {
      const problem = troubleWith(error, this.file);
      if (problem.why === 'damaged') this.damage = damaged(this.file);
      throw problem;
    }
  }
}

/** Reads the file without a right to write, before anything of ours is in it. */
function look(connect: Connect, file: string): void {
  const connection = connect(readOnly(file));
  try {
    checkSchema(connection, file);
  } finally {
    connection.close();
  }
}

function tuned(connection: Connection): Connection {
  // A moment of somebody else's lock is no failed disk.
  connection.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
  connection.exec(`PRAGMA cache_size = -${CACHE_KB}`);
  return connection;
}

/** WAL and FULL: a commit is one write and one fsync, and readers in other processes are not in its way. */
function openFile(connect: Connect, file: string, folder: string): Connection {
  const connection = connect(file);
  try {
    connection.prepare('PRAGMA journal_mode = WAL').get([]);
    connection.exec('PRAGMA synchronous = FULL');
    tuned(connection);
    connection.prepare(`PRAGMA journal_size_limit = ${WAL_BYTES_MAX}`).get([]);
    // A file that cannot be written is better known now than at the first message.
    connection.exec('BEGIN IMMEDIATE; ROLLBACK');
    migrate(connection);
    unpackFiles(connection, folder);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}
