/** Every statement about messages. Each names its index, so that no guess of the planner can read the whole table. */
import { COLUMNS } from './rows.js';

/** The numbers that the library binds are floating point; FTS5 takes only integers for a rowid. */
const SEQ = 'CAST(? AS INTEGER)';

const IN_RANGE = 'm.conversation = ? AND m.seq >= ? AND m.seq < ?';

function page(index: string, condition: string, order: 'ASC' | 'DESC'): string {
  return `SELECT ${COLUMNS} FROM messages AS m INDEXED BY ${index}
    WHERE ${IN_RANGE} ${condition} ORDER BY m.seq ${order} LIMIT ?`;
}

export const QUERIES = {
  newest: page('messages_all', '', 'DESC'),
  oldest: page('messages_all', '', 'ASC'),
  newestSaid: page('messages_said', 'AND m.said = 1', 'DESC'),
  oldestSaid: page('messages_said', 'AND m.said = 1', 'ASC'),

  seqOfId: 'SELECT seq FROM messages INDEXED BY messages_id WHERE conversation = ? AND msgid = ?',
  firstFrom: `SELECT seq FROM messages INDEXED BY messages_time
    WHERE conversation = ? AND at >= ? ORDER BY at, seq LIMIT 1`,
  firstAfter: `SELECT seq FROM messages INDEXED BY messages_time
    WHERE conversation = ? AND at > ? ORDER BY at, seq LIMIT 1`,

  search: `SELECT ${COLUMNS} FROM search CROSS JOIN messages AS m ON m.seq = search.rowid
    WHERE search MATCH ? AND search.rowid >= ${SEQ} AND search.rowid < ${SEQ}
    ORDER BY search.rowid DESC LIMIT ?`,

  allAfter: `SELECT m.seq, c.name, ${COLUMNS} FROM messages AS m CROSS JOIN conversations AS c
    ON c.id = m.conversation WHERE m.seq > ? AND c.name IS NOT NULL AND (? = 1 OR c.name LIKE '#%')
    ORDER BY m.seq LIMIT ?`,
  allOfAfter: `SELECT m.seq, c.name, ${COLUMNS} FROM messages AS m INDEXED BY messages_all CROSS JOIN conversations AS c
    ON c.id = m.conversation WHERE m.conversation = ? AND m.seq > ? AND c.name IS NOT NULL ORDER BY m.seq LIMIT ?`,

  lastIndexed: 'SELECT max(id) FROM search_docsize',
  saidAfter: `SELECT m.seq, m.conversation, c.name, ${COLUMNS} FROM messages AS m CROSS JOIN conversations AS c
    ON c.id = m.conversation WHERE m.seq > ? AND m.said = 1 AND c.name IS NOT NULL ORDER BY m.seq LIMIT ?`,

  sent: `SELECT c.name, ${COLUMNS} FROM messages AS m INDEXED BY messages_client
    JOIN conversations AS c ON c.id = m.conversation WHERE m.client_id = ? AND c.name IS NOT NULL`,

  conversation: 'SELECT id FROM conversations WHERE name = ?',
  conversationsOf: `SELECT id, name FROM conversations WHERE one = ?1 AND name IS NOT NULL
    UNION ALL SELECT id, name FROM conversations WHERE other = ?1 AND one <> ?1 AND name IS NOT NULL`,
  lastSaid: `SELECT at FROM messages INDEXED BY messages_said
    WHERE conversation = ? AND said = 1 ORDER BY seq DESC LIMIT 1`,

  addConversation: 'INSERT INTO conversations (name, one, other) VALUES (?, ?, ?)',
  renameConversation: 'UPDATE conversations SET name = ? WHERE name = ?',
  loseConversation: 'UPDATE conversations SET name = NULL WHERE name = ?',
  loseConversationsOf: 'UPDATE conversations SET name = NULL WHERE one = ?1 OR other = ?1',
  removeConversation: 'DELETE FROM conversations WHERE id = ?',
  conversationAfter: 'SELECT id, name FROM conversations WHERE id > ? ORDER BY id LIMIT 1',
  lostConversation: 'SELECT id FROM conversations WHERE name IS NULL LIMIT 1',

  addMessage: `INSERT INTO messages (seq, conversation, at, said, msgid, client_id, who_name, who_user, who_host,
    who_account, kind, target, text, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (conversation, msgid) DO NOTHING`,
  /** What another message calls itself by now, this one is not called any more: none is lost for a name. */
  takeClientId: `UPDATE messages INDEXED BY messages_client SET client_id = NULL
    WHERE client_id = ? AND NOT (conversation = ? AND msgid = ?)`,
  removeMessage: 'DELETE FROM messages WHERE seq = ?',
  addWords: `INSERT INTO search (rowid, words) VALUES (${SEQ}, ?)`,
  removeWords: `DELETE FROM search WHERE rowid = ${SEQ}`,

  saidOfId: 'SELECT said FROM messages INDEXED BY messages_id WHERE conversation = ? AND msgid = ?',
  countReactions:
    'SELECT count(*) FROM reactions INDEXED BY reactions_about WHERE conversation = ? AND about = ?',
  reactionsTo: `SELECT seq, message FROM reactions INDEXED BY reactions_about
    WHERE conversation = ? AND about = ?`,
  addReaction: `INSERT INTO reactions (conversation, about, who, value, message) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (conversation, about, who, value) DO NOTHING`,
  removeReaction: `DELETE FROM reactions WHERE conversation = ? AND about = ? AND who = ? AND value = ?`,
  removeReactions: 'DELETE FROM reactions WHERE conversation = ? AND about = ?',
  aboutOfReaction: `SELECT about FROM reactions INDEXED BY reactions_id
    WHERE conversation = ? AND json_extract(message, '$.id') = ?`,
  removeReactionOfId: `DELETE FROM reactions INDEXED BY reactions_id
    WHERE conversation = ? AND json_extract(message, '$.id') = ?`,

  last: 'SELECT seq, at FROM messages WHERE seq = (SELECT max(seq) FROM messages)',
  oldestBefore: `SELECT seq, said, msgid FROM messages INDEXED BY messages_all
    WHERE conversation = ? AND seq < ? ORDER BY seq LIMIT ?`,
  newestSaidAt: `SELECT seq FROM messages INDEXED BY messages_said
    WHERE conversation = ? AND said = 1 ORDER BY seq DESC LIMIT 1 OFFSET ?`,
} as const;

export type QueryName = keyof typeof QUERIES;
