/** Every statement about what is not a message: rooms, bans, mutes, accounts, read markers, the server's own facts. */

/** Keeps the place of a row that is there already, and so the order in which they are loaded. */
function upsert(table: string, key: string, value: string): string {
  return `INSERT INTO ${table} (${key}, ${value}) VALUES (?, ?)
    ON CONFLICT (${key}) DO UPDATE SET ${value} = excluded.${value}`;
}

export const STATE_QUERIES = {
  fact: 'SELECT value FROM facts WHERE name = ?',
  setFact: upsert('facts', 'name', 'value'),
  removeFact: 'DELETE FROM facts WHERE name = ?',
  /** Those whose names begin with `file ` (./carried-files.ts). */
  files: "SELECT name, value FROM facts WHERE name >= 'file ' AND name < 'file!'",

  rooms: 'SELECT room FROM rooms ORDER BY rowid',
  setRoom: upsert('rooms', 'name', 'room'),
  removeRoom: 'DELETE FROM rooms WHERE name = ?',

  bans: 'SELECT ban FROM bans ORDER BY rowid',
  setBan: upsert('bans', 'target', 'ban'),
  removeBan: 'DELETE FROM bans WHERE target = ?',

  mutes: 'SELECT mute FROM mutes ORDER BY rowid',
  setMute: upsert('mutes', 'name', 'mute'),
  removeMute: 'DELETE FROM mutes WHERE name = ?',

  accounts: 'SELECT account FROM accounts ORDER BY rowid',
  setAccount: upsert('accounts', 'name', 'account'),
  removeAccount: 'DELETE FROM accounts WHERE name = ?',

  readMarkers: 'SELECT account, conversation, at FROM read_markers',
  setReadMarker: `INSERT INTO read_markers (account, conversation, at) VALUES (?, ?, ?)
    ON CONFLICT (account, conversation) DO UPDATE SET at = excluded.at`,
  moveReadMarkers: 'UPDATE OR REPLACE read_markers SET conversation = ? WHERE conversation = ?',
  removeReadMarker: 'DELETE FROM read_markers WHERE account = ? AND conversation = ?',
  removeReadMarkers: 'DELETE FROM read_markers WHERE account = ?',
} as const;

export type StateQueryName = keyof typeof STATE_QUERIES;
