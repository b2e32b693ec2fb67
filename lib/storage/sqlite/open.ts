/** The durable store: SQLite in threads of its own, so that no commit holds up the chatroom, and no search a commit (ADR 9). */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { StoreError, type Store } from '../store.js';
import { OPENED, type Answer, type Call, type Method, type Start } from './calls.js';
import { findLibrary } from './driver.js';

const WORKER = 'store-worker.cjs';

/** Milliseconds that a search waits for what was said last to be put into the index. */
const INDEX_PATIENCE_MS = 1000;

interface Asked {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: StoreError) => void;
}

/**
 * Opens the store in `folder`, which is made where it is missing. Rejects with a `StoreError` when it cannot be used:
 * another server has it, it is damaged, was made by a newer lanchat, cannot be written, or libsql is not installed.
 */
export async function openSqliteStore(folder: string, library = findLibrary()): Promise<Store> {
  const start = { folder: resolve(folder), library };
  const writer = new Link({ ...start, role: 'writer' });
  await writer.opened;
  const reader = new Reader(() => new Link({ ...start, role: 'reader' }));
  const write = <Result>(method: Method, ...values: readonly unknown[]): Promise<Result> =>
    reader.damage === null ? (writer.ask(method, values) as Promise<Result>) : Promise.reject(reader.damage);
  const read = <Result>(method: Method, question: unknown): Promise<Result> =>
    reader.ask(method, question) as Promise<Result>;
  return {
    durable: true,
    load: (node) => write('load', node),
    commit: (changes) => write('commit', changes),
    page: (question) => read('page', question),
    search: async (question) => {
      // Where that cannot be done, as on a disk that is full or hangs, what is in the index can still be found.
      await Promise.race([write('index').catch(() => undefined), passed(INDEX_PATIENCE_MS)]);
      return read('search', question);
    },
    targets: (question) => read('targets', question),
    sent: (clientId) => write('sent', clientId),
    retain: (rule, now) => write('retain', rule, now),
    close: async () => {
      await reader.close();
      await write('index').catch(() => undefined);
      await writer.close();
    },
  };
}

function passed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, milliseconds).unref());
}

/** The thread for questions: started by the first of them, so that a room where nobody asks costs nothing. */
class Reader {
  /** What it found broken: nothing is to be written any more. */
  damage: StoreError | null = null;
  private link: Link | null = null;
  private isClosed = false;

  constructor(private readonly start: () => Link) {}

  async ask(method: Method, question: unknown): Promise<unknown> {
    if (this.isClosed) throw new StoreError('failed', 'the store is closed');
    const link = (this.link ??= this.start());
    try {
      await link.opened;
      return await link.ask(method, [question]);
    } catch (error) {
      if (error instanceof StoreError && error.why === 'damaged') this.damage = error;
      // One that could not be started may be startable later.
      if (link.hasEnded && this.link === link) this.link = null;
      throw error;
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.link?.opened.catch(() => undefined);
    await this.link?.close();
  }
}

/** The main thread's end: each call is answered once, by the worker or by its end. */
class Link {
  readonly opened: Promise<unknown>;
  private readonly worker: Worker;
  private readonly asked = new Map<number, Asked>();
  private readonly ended: Promise<void>;
  private lastId = OPENED;
  private end: StoreError | null = null;

  constructor(start: Start) {
    this.opened = new Promise((resolve, reject) => this.asked.set(OPENED, { resolve, reject }));
    this.worker = new Worker(workerFile(), { workerData: start });
    this.worker.on('message', (answer: Answer) => this.take(answer));
    this.worker.on('error', (error) => this.finish(`the store of ${start.folder} broke: ${error.message}`));
    this.ended = new Promise((resolve) => {
      this.worker.on('exit', () => {
        this.finish(`the store of ${start.folder} is closed`);
        resolve();
      });
    });
  }

  get hasEnded(): boolean {
    return this.end !== null;
  }

  ask(method: Method, values: readonly unknown[]): Promise<unknown> {
    if (this.end !== null) return Promise.reject(this.end);
    return new Promise((resolve, reject) => {
      this.lastId += 1;
      this.asked.set(this.lastId, { resolve, reject });
      this.worker.postMessage({ id: this.lastId, method, values } satisfies Call);
    });
  }

  /** Twice is once. */
  async close(): Promise<void> {
    if (this.end === null) await this.ask('close', []);
    await this.ended;
  }

  private take(answer: Answer): void {
    const asked = this.asked.get(answer.id);
    this.asked.delete(answer.id);
    if ('failure' in answer) asked?.reject(new StoreError(answer.failure.why, answer.failure.message));
    else asked?.resolve(answer.value);
  }

  private finish(why: string): void {
    this.end ??= new StoreError('failed', why);
    for (const { reject } of this.asked.values()) reject(this.end);
    this.asked.clear();
  }
}

/** Beside the program's bundle; what runs from the source or from a bundle elsewhere takes the one that was built. */
function workerFile(): string {
  const here = import.meta.dirname;
  for (let folder = here; folder !== dirname(folder); folder = dirname(folder)) {
    for (const file of [join(folder, WORKER), join(folder, 'dist', WORKER)]) {
      if (existsSync(file)) return file;
    }
  }
  throw new StoreError('no-library', `${WORKER} is missing beside ${here}: install lanchat again.`);
}
