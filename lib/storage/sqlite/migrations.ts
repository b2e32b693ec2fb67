/** The schema of the database, as the list of steps that made it: a step that was released is never changed again. */
import { StoreError } from '../store.js';
import type { Connection } from './driver.js';

/** `PRAGMA application_id` of our files: "lanc". */
export const APPLICATION_ID = 0x6c616e63;

/**
 * `seq` is the order in which everybody saw it. A conversation without a name is gone, and its messages are on their
 * way out. The search index holds words only (lib/base/search-words.ts), and tokens that no word can be; beginnings of
 * up to four letters are in it as well, or each search for `the` would gather all words that begin so (ADR 9).
 */
const FIRST = `
  CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE conversations (id INTEGER PRIMARY KEY, name TEXT UNIQUE, one TEXT, other TEXT) STRICT;
  CREATE INDEX conversations_one ON conversations (one) WHERE one IS NOT NULL;
  CREATE INDEX conversations_other ON conversations (other) WHERE other IS NOT NULL;

  CREATE TABLE messages (
    seq INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL,
    at INTEGER NOT NULL,
    said INTEGER NOT NULL,
    msgid TEXT NOT NULL,
    client_id TEXT,
    who_name TEXT NOT NULL,
    who_user TEXT NOT NULL,
    who_host TEXT NOT NULL,
    who_account TEXT,
    kind TEXT NOT NULL,
    target TEXT,
    text TEXT,
    detail TEXT
  ) STRICT;
  CREATE UNIQUE INDEX messages_id ON messages (conversation, msgid);
  CREATE INDEX messages_all ON messages (conversation, seq);
  CREATE INDEX messages_said ON messages (conversation, seq) WHERE said = 1;
  CREATE INDEX messages_time ON messages (conversation, at);
  CREATE UNIQUE INDEX messages_client ON messages (client_id) WHERE client_id IS NOT NULL;

  CREATE VIRTUAL TABLE search USING fts5 (
    words, content = '', contentless_delete = 1, prefix = '1 2 3 4', tokenize = "ascii tokenchars '_'"
  );

  CREATE TABLE rooms (name TEXT PRIMARY KEY, room TEXT NOT NULL) STRICT;
  CREATE TABLE bans (target TEXT PRIMARY KEY, ban TEXT NOT NULL) STRICT;
  CREATE TABLE mutes (name TEXT PRIMARY KEY, mute TEXT NOT NULL) STRICT;
  CREATE TABLE accounts (name TEXT PRIMARY KEY, account TEXT NOT NULL) STRICT;
  CREATE TABLE read_markers (
    account TEXT NOT NULL, conversation TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (account, conversation)
  ) STRICT, WITHOUT ROWID;
`;

/** `value` is JSON, so that all that people send can be told apart in it. */
const REACTIONS = `
  CREATE TABLE reactions (
    seq INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL,
    about TEXT NOT NULL,
    who TEXT NOT NULL,
    value TEXT NOT NULL,
    message TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX reactions_about ON reactions (conversation, about, who, value);
`;

/** A reaction can be named by its own id: to take it back, and to read on from it. */
const REACTION_IDS = `
  CREATE INDEX reactions_id ON reactions (conversation, json_extract(message, '$.id'));
`;

/** Schema version n is what the first n steps make; add at the end only. */
const MIGRATIONS: readonly string[] = [FIRST, REACTIONS, REACTION_IDS];

export const SCHEMA_VERSION = MIGRATIONS.length;

/** Looks only; the version of the schema, 0 for an empty file. Throws `StoreError` where the file is a newer lanchat's, or something else's. */
export function checkSchema(connection: Connection, file: string): number {
  const version = numberOf(connection, 'PRAGMA user_version');
  const application = numberOf(connection, 'PRAGMA application_id');
  const isEmpty = connection.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get([]) === undefined;
  if (application !== APPLICATION_ID && !isEmpty) {
    throw new StoreError(
      'unknown',
      `${file} was not made by lanchat: choose another folder with --data. Nothing was changed.`,
    );
  }
  if (version > SCHEMA_VERSION) {
    throw new StoreError(
      'unknown',
      `${file} was made by a newer lanchat (format ${version}, this one knows ${SCHEMA_VERSION}): install that one, or choose another folder with --data. Nothing was changed.`,
    );
  }
  return version;
}

/** Brings the schema to the newest version, all of it or nothing. */
export function migrate(connection: Connection): void {
  const version = numberOf(connection, 'PRAGMA user_version');
  if (version === SCHEMA_VERSION) return;
  connection.exec('BEGIN IMMEDIATE');
  for (const step of MIGRATIONS.slice(version)) connection.exec(step);
  connection.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
  connection.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
  connection.exec('COMMIT');
}

function numberOf(connection: Connection, sql: string): number {
  return Number(connection.prepare(sql).get([])?.[0] ?? 0);
}
