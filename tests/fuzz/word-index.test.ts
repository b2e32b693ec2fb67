/** The index of words against a plain list: whatever happens between, what is found is what was said and still stands. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { MessageId } from '../../lib/base/ids.js';
import { roomConversation } from '../../lib/core/conversation.js';
import type { Change, KeptRoom } from '../../lib/core/kept.js';
import { saidText } from '../../lib/core/told.js';
import { SqliteDatabase } from '../../lib/storage/sqlite/database.js';
import { findLibrary, loadLibrary, type Connection } from '../../lib/storage/sqlite/driver.js';
import { dataFolder } from '../support/sqlite.js';
import { said } from '../support/store-entries.js';

const library = loadLibrary(findLibrary());
const ROOMS = ['#a', '#b', '#c'];
const WORDS = ['red', 'reed', 'blue'];
const NAMES = ['ann', 'bo'];

type Move =
  | {
      readonly kind: 'say';
      readonly room: string;
      readonly word: string;
      readonly name: string;
      readonly count: number;
    }
  | { readonly kind: 'redact'; readonly back: number }
  | { readonly kind: 'forget'; readonly messages: number }
  | { readonly kind: 'gone'; readonly room: string }
  | { readonly kind: 'move'; readonly room: string; readonly to: string }
  | { readonly kind: 'fail' | 'index' | 'tidy' | 'reopen' };

const room = fc.constantFrom(...ROOMS);
/** Few, and more than go into the index together. */
const count = fc.constantFrom(1, 1, 3, 140);

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('say' as const),
      room,
      word: fc.constantFrom(...WORDS),
      name: fc.constantFrom(...NAMES),
      count,
    }),
  },
  { weight: 3, arbitrary: fc.nat(5).map((back) => ({ kind: 'redact', back }) as const) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1, 100).map((messages) => ({ kind: 'forget', messages }) as const) },
  { weight: 1, arbitrary: room.map((one) => ({ kind: 'gone', room: one }) as const) },
  { weight: 1, arbitrary: fc.tuple(room, room).map(([one, to]) => ({ kind: 'move', room: one, to }) as const) },
  { weight: 6, arbitrary: fc.constantFrom('fail', 'index', 'tidy', 'tidy', 'reopen').map((kind) => ({ kind }) as const) },
); // prettier-ignore

interface Line {
  readonly id: MessageId;
  readonly room: string;
  readonly name: string;
  /** Null once it was taken back. */
  readonly text: string | null;
}

class Model {
  private database: SqliteDatabase;
  private lines: readonly Line[] = [];
  private tidying: Generator | null = null;
  private next = 0;
  /** Texts that were put into the index. */
  private put = 0;

  constructor(private readonly folder: string) {
    this.database = this.open();
  }

  private open(): SqliteDatabase {
    return SqliteDatabase.open((file) => this.counted(library(file)), this.folder);
  }

  private counted(connection: Connection): Connection {
    const prepare: Connection['prepare'] = (sql) => {
      const statement = connection.prepare(sql);
      if (!sql.startsWith('INSERT INTO search')) return statement;
      return {
        ...statement,
        run: (values) => {
          this.put += 1;
          return statement.run(values);
        },
      };
    };
    return { ...connection, prepare };
  }

  play(one: Move): void {
    switch (one.kind) {
      case 'say':
        this.say(one.room, one.word, one.name, one.count);
        return;
      case 'redact':
        this.redact(this.lines.at(-1 - one.back));
        return;
      case 'forget':
        this.forget(one.messages);
        return;
      case 'gone':
        this.database.commit([{ kind: 'room-gone', name: one.room }]);
        this.lines = this.lines.filter((line) => line.room !== one.room);
        return;
      case 'move':
        this.move(one.room, one.to);
        return;
      case 'fail':
        expect(() => this.database.commit([said('#a', 'red'), null as unknown as Change])).toThrow();
        return;
      case 'index':
        this.database.index();
        return;
      case 'tidy':
        // One step of it, as between two calls.
        this.tidying ??= this.database.tidy();
        if (this.tidying.next().done === true) this.tidying = null;
        return;
      case 'reopen':
        this.database.close();
        this.tidying = null;
        this.database = this.open();
    }
  }

  private say(where: string, word: string, name: string, times: number): void {
    const who = { name, user: name, host: 'lan', account: null };
    const changes = Array.from({ length: times }, () => said(where, `${word} ${(this.next += 1)}`, { who }));
    this.database.commit(changes);
    const entries = changes.flatMap((change) => (change.kind === 'entry' ? [change.entry.happening] : []));
    const lines = entries.map((one) => ({ id: one.id, room: where, name, text: saidText(one) }));
    this.lines = [...this.lines, ...lines];
  }

  private redact(line: Line | undefined): void {
    if (line === undefined) return;
    const who = { name: line.name, user: line.name, host: 'lan', account: null };
    const what = { target: line.room, of: line.id, reason: '' };
    const redacted = { kind: 'redacted', id: `r${line.id}` as MessageId, at: 9, who, ...what } as const;
    this.database.commit([{ kind: 'redact', conversation: roomConversation(line.room), redacted }]);
    this.lines = this.lines.map((one) => (one === line ? { ...one, text: null } : one));
  }

  private forget(messages: number): void {
    const rule = { everywhere: { days: null, messages }, own: new Map() };
    for (const steps = this.database.retain(rule, 10); steps.next().done !== true;);
    this.lines = ROOMS.flatMap((one) => newest(this.lines.filter((line) => line.room === one), messages)); // prettier-ignore
  }

  private move(from: string, to: string): void {
    if (from === to) return;
    this.database.commit([{ kind: 'room-renamed', from, room: { name: to } as KeptRoom }]);
    const stay = this.lines.filter((line) => line.room !== to);
    this.lines = stay.map((line) => (line.room === from ? { ...line, room: to } : line));
  }

  check(): void {
    this.database.index();
    expect(this.put).toBeLessThanOrEqual(this.next);
    for (const one of ROOMS)
      for (const words of [...WORDS, 're', ''])
        for (const from of [null, ...NAMES]) {
          const which = this.lines.filter((line) => line.room === one && (from ?? line.name) === line.name);
          const texts = which.flatMap(({ text }) => (text?.startsWith(words) === true ? [text] : []));
          expect({ one, words, from, found: this.found(one, words, from) }).toEqual({ one, words, from, found: texts.sort() }); // prettier-ignore
        }
    this.database.close();
  }

  private found(where: string, words: string, from: string | null): readonly (string | null)[] {
    const anywhere = { after: null, before: null, since: null, limit: 99_999 } as const;
    const conversation = roomConversation(where);
    const entries = this.database.search({ kind: 'search', conversation, words, from, ...anywhere });
    return entries.map(({ happening }) => saidText(happening)).sort();
  }
}

/** So many of what still stands, and all that came after the first of them. */
function newest(lines: readonly Line[], messages: number): readonly Line[] {
  const standing = lines.filter(({ text }) => text !== null);
  const first = messages === 0 ? undefined : standing.at(-messages);
  if (messages === 0) return [];
  return first === undefined || standing.length < messages ? lines : lines.slice(lines.indexOf(first));
}

test('what is found is what was said and still stands', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 12, maxLength: 30 }), async (moves) => {
      const model = new Model(await dataFolder());
      for (const one of moves) model.play(one);
      model.check();
    }),
    { numRuns: 60 },
  );
}, 60_000);
