/** WHO, WHOIS and WHOWAS: people, as numerics (Modern IRC, "User-based queries"; IRCv3 WHOX). */
import type { PersonRow, Reply, WhoFields, WhoRow } from '../../core/reply.js';
import type { Membership } from '../../core/world.js';
import { asSent, middle, numeric, type Answering } from './answer.js';
import { seconds, wordLines } from './words.js';

type ReplyOf<K extends Reply['kind']> = Extract<Reply, { kind: K }>;

export function whoLines(to: Answering, { mask, fields, rows }: ReplyOf<'who'>): string[] {
  const lines = rows.map((row) => (fields === null ? whoLine(to, row) : whoxLine(to, row, fields)));
  return [...lines, numeric(to, 'RPL_ENDOFWHO', [asSent(to, mask)], 'End of WHO list')];
}

function whoLine(to: Answering, row: WhoRow): string {
  const { name, user, host } = row.person;
  const params = [row.room ?? '*', user, host, to.surroundings.settings.server, name, flagsOf(to, row)];
  return numeric(to, 'RPL_WHOREPLY', params, `0 ${row.realName}`);
}

/** Here or gone, operator of the host, rank in the room, program (IRCv3 bot-mode). */
function flagsOf(to: Answering, { away, operator, membership, person }: WhoRow): string {
  const rank = membership === null ? '' : prefixOf(to, membership);
  return `${away === null ? 'H' : 'G'}${operator ? '*' : ''}${rank}${person.bot === true ? 'B' : ''}`;
}

/** The columns that can be asked for, in the order in which they come. */
const COLUMNS = 'tcuihsnfdlaor';

/** Nobody's address is told; what does not exist here has the value the specification gives it. */
function whoxLine(to: Answering, row: WhoRow, { letters, token }: WhoFields): string {
  const { name, user, host, account } = row.person;
  const values: Readonly<Record<string, string>> = {
    t: token === '' ? '0' : token,
    c: row.room ?? '*',
    u: user,
    i: '255.255.255.255',
    h: host,
    s: to.surroundings.settings.server,
    n: name,
    f: flagsOf(to, row),
    d: '0',
    l: String(row.idleSeconds),
    a: account ?? '0',
    o: 'n/a',
  };
  const params = COLUMNS.split('').flatMap((letter) =>
    letters.includes(letter) ? (values[letter] ?? []) : [],
  );
  return numeric(to, 'RPL_WHOSPCRPL', params, letters.includes('r') ? row.realName : undefined);
}

/** The highest prefix, or all of them for those who asked (IRCv3 multi-prefix). */
export function prefixOf(to: Answering, { operator, voice }: Membership): string {
  if (operator && voice) return to.caps.has('multi-prefix') ? '@+' : '@';
  return operator ? '@' : voice ? '+' : '';
}

export function whoisLines(to: Answering, { row, rooms, address }: ReplyOf<'whois'>): string[] {
  const { name, user, host } = row.person;
  const { server, chatroom } = to.surroundings.settings;
  const lines = [numeric(to, 'RPL_WHOISUSER', [name, user, host, '*'], row.realName)];
  for (const some of wordLines(rooms)) lines.push(numeric(to, 'RPL_WHOISCHANNELS', [name], some));
  lines.push(numeric(to, 'RPL_WHOISSERVER', [name, server], chatroom));
  if (row.operator) lines.push(numeric(to, 'RPL_WHOISOPERATOR', [name], 'is an IRC operator'));
  if (row.secure) lines.push(numeric(to, 'RPL_WHOISSECURE', [name], 'is using a secure connection'));
  if (row.person.bot === true) lines.push(numeric(to, 'RPL_WHOISBOT', [name], 'is a bot'));
  if (row.person.account !== null)
    lines.push(numeric(to, 'RPL_WHOISACCOUNT', [name, row.person.account], 'is logged in as'));
  if (row.away !== null) lines.push(numeric(to, 'RPL_AWAY', [name], row.away));
  if (address !== null) lines.push(numeric(to, 'RPL_WHOISHOST', [name], `is connecting from ${address}`));
  const idle = [name, String(row.idleSeconds), seconds(row.since)];
  lines.push(numeric(to, 'RPL_WHOISIDLE', idle, 'seconds idle, signon time'));
  return lines;
}

export function whowasLines(to: Answering, { asked, found, unknown }: ReplyOf<'whowas'>): string[] {
  const { server } = to.surroundings.settings;
  const none = unknown.map((name) =>
    numeric(to, 'ERR_WASNOSUCHNICK', [middle(to, name)], 'There was no such nickname'),
  );
  const rows = found.flatMap(({ person, realName, at }) => [
    numeric(to, 'RPL_WHOWASUSER', [person.name, person.user, person.host, '*'], realName),
    numeric(to, 'RPL_WHOISSERVER', [person.name, server], new Date(at).toISOString()),
    ...(person.account === null
      ? []
      : [numeric(to, 'RPL_WHOISACCOUNT', [person.name, person.account], 'was logged in as')]),
  ]);
  return [...rows, ...none, numeric(to, 'RPL_ENDOFWHOWAS', [asSent(to, asked)], 'End of WHOWAS')];
}

export function userhostRow({ person, operator, away }: PersonRow): string {
  return `${person.name}${operator ? '*' : ''}=${away === null ? '+' : '-'}${person.user}@${person.host}`;
}
