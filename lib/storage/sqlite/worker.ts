/** A thread that has the database open: takes calls from the main thread and answers them (a bundle of its own). */
import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { NodeId } from '../../base/ids.js';
import type { Change, RetentionRule } from '../../core/kept.js';
import type { PageQuestion, SearchQuestion, TargetsQuestion } from '../../core/question.js';
import { OPENED, type Answer, type Call, type Failure, type Start } from './calls.js';
import { SqliteDatabase } from './database.js';
import { loadLibrary } from './driver.js';
import { storeError } from './errors.js';

class Desk {
  private isOpen = true;
  private isTidying = false;

  constructor(
    private readonly port: MessagePort,
    private readonly database: SqliteDatabase,
    private readonly folder: string,
  ) {
    port.on('message', (call: Call) => void this.take(call));
  }

  private async take({ id, method, values }: Call): Promise<void> {
    try {
      this.answer({ id, value: await this.perform(method, values) });
    } catch (error) {
      this.answer({ id, failure: failureOf(error, this.folder) });
    }
    if (method === 'close') this.port.close();
    else if (method === 'load' || method === 'commit') void this.tidy();
  }

  /** Only forgetting takes time between its steps; everything else is done when this returns. */
  private perform(method: Call['method'], values: readonly unknown[]): unknown {
    const { database } = this;
    switch (method) {
      case 'load':
        return database.load(values[0] as NodeId);
      case 'commit':
        database.commit(values[0] as readonly Change[]);
        return null;
      case 'page':
        return database.page(values[0] as PageQuestion);
      case 'search':
        return database.search(values[0] as SearchQuestion);
      case 'targets':
        return database.targets(values[0] as TargetsQuestion);
      case 'sent':
        return database.sent(values[0] as string);
      case 'index':
        database.index();
        return null;
      case 'retain':
        return this.inSteps(database.retain(values[0] as RetentionRule, values[1] as number)).then(
          (gone) => gone ?? 0,
        );
      case 'close':
        this.isOpen = false;
        database.close();
        return null;
    }
  }

  /** Calls that have come meanwhile are answered between two steps; null where one of them has closed the store. */
  private async inSteps<Result>(steps: Generator<undefined, Result>): Promise<Result | null> {
    for (;;) {
      if (!this.isOpen) return null;
      const step = steps.next();
      if (step.done === true) return step.value;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** What cannot be done now is tried again at the next commit, or at the next start. */
  private async tidy(): Promise<void> {
    if (this.isTidying) return;
    this.isTidying = true;
    await this.inSteps(this.database.tidy()).catch(() => null);
    this.isTidying = false;
  }

  private answer(answer: Answer): void {
    this.port.postMessage(answer);
  }
}

function failureOf(error: unknown, folder: string): Failure {
  const { why, message } = storeError(error, folder);
  return { why, message };
}

function start(port: MessagePort, { folder, library, role }: Start): void {
  try {
    const connect = loadLibrary(library);
    const database =
      role === 'writer' ? SqliteDatabase.open(connect, folder) : SqliteDatabase.openToRead(connect, folder);
    new Desk(port, database, folder);
    port.postMessage({ id: OPENED, value: null } satisfies Answer);
  } catch (error) {
    port.postMessage({ id: OPENED, failure: failureOf(error, folder) } satisfies Answer);
    port.close();
  }
}

if (parentPort !== null) start(parentPort, workerData as Start);
