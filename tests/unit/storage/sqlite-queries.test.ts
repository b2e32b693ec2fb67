/** No statement reads a whole table or sorts one, however much was said; and what is forgotten is what was to be. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { FORGET_BATCH } from '../../../lib/base/limits.js';
import type { RetentionRule } from '../../../lib/core/kept.js';
import type { Retention } from '../../../lib/core/world.js';
import { SqliteDatabase } from '../../../lib/storage/sqlite/database.js';
import { findLibrary, loadLibrary } from '../../../lib/storage/sqlite/driver.js';
import { databaseFile, readOnly } from '../../../lib/storage/sqlite/folder.js';
import { QUERIES } from '../../../lib/storage/sqlite/queries.js';
import { latest, said, textsIn } from '../../support/store-entries.js';
import { dataFolder, openSqlite } from '../../support/sqlite.js';

const DAY_MS = 86_400_000;

function plansOf(
  queries: Readonly<Record<string, string>>,
): readonly (readonly [string, readonly string[]])[] {
  const folder = mkdtempSync(join(tmpdir(), 'lanchat-plans-'));
  const connect = loadLibrary(findLibrary());
  SqliteDatabase.open(connect, folder).close();
  const connection = connect(readOnly(databaseFile(folder)));
  const plans = Object.entries(queries).map(([name, sql]) => {
    const values = Array.from(sql.matchAll(/\?(?!1)/g), () => 1);
    const rows = connection.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(sql.includes('?1') ? [1] : values);
    return [name, rows.map((row) => String(row[3]))] as const;
  });
  connection.close();
  rmSync(folder, { recursive: true });
  return plans;
}

/** The index of words is a table to SQLite, and each search of it a scan: with M for what is to match. */
const SEARCH_OF_WORDS = /^SCAN search VIRTUAL TABLE INDEX \d+:.*(M|[=<>])/;

describe('the plan of each statement', () => {
  test.each(plansOf(QUERIES))('%s: neither a scan nor a sort', (_name, plan) => {
    for (const step of plan) {
      if (SEARCH_OF_WORDS.test(step)) continue;
      expect(step).not.toMatch(/SCAN|TEMP B-TREE/);
    }
  });
});

function everywhere(rule: Retention): RetentionRule {
  return { everywhere: rule, own: new Map() };
}

describe('what is to be forgotten', () => {
  test('is what is older, in every room', async () => {
    const store = await openSqlite();
    const now = 10 * DAY_MS;
    const days = [1, 4, 6, 7, 9];
    for (const room of ['#a', '#b']) {
      await store.commit(days.map((day) => said(room, `day ${day}`, { at: day * DAY_MS })));
    }
    await store.commit([said('#old', 'day 1', { at: DAY_MS })]);
    expect(await store.retain(everywhere({ days: 4, messages: null }), now)).toBe(5);
    for (const room of ['#a', '#b']) expect(await textsIn(store, room)).toEqual(['day 6', 'day 7', 'day 9']);
    expect(await textsIn(store, '#old')).toEqual([]);
    const words = {
      kind: 'search',
      words: 'day',
      from: null,
      after: null,
      before: null,
      limit: 9,
      since: null,
    } as const;
    const { conversation } = latest('#a', 1);
    expect(await store.search({ ...words, conversation })).toHaveLength(3);
    expect(await store.retain(everywhere({ days: null, messages: null }), now)).toBe(0);
  });

  test('is what is more, also where that takes many transactions, while others speak', async () => {
    const folder = await dataFolder();
    const store = await openSqlite(folder);
    const count = FORGET_BATCH * 3 + 7;
    await store.commit(Array.from({ length: count }, (_, index) => said('#a', `no ${index}`)));
    const [gone] = await Promise.all([
      store.retain(everywhere({ days: null, messages: 5 }), 0),
      store.commit([said('#a', 'meanwhile')]),
    ]);
    expect(gone).toBeGreaterThanOrEqual(count - 5);
    expect(await store.retain(everywhere({ days: null, messages: 2 }), 0)).toBe(count + 1 - gone - 2);
    await store.close();
    const again = await openSqlite(folder);
    expect(await textsIn(again, '#a')).toEqual([`no ${count - 1}`, 'meanwhile']);
    await again.commit([said('#a', 'after')]);
    expect(await textsIn(again, '#a', 1)).toEqual(['after']);
  });
});
