/** RPL_ISUPPORT: what the server can do, for programs (Modern IRC, "RPL_ISUPPORT Parameters"). */
import {
  AWAY_BYTES_MAX,
  HISTORY_PAGE_MAX,
  KEY_LENGTH_MAX,
  NAME_LENGTH_MAX,
  REAL_NAME_BYTES_MAX,
  REASON_BYTES_MAX,
  ROOM_LENGTH_MAX,
  ROOM_LIST_MAX,
  ROOMS_PER_SESSION_MAX,
  TOPIC_BYTES_MAX,
  USER_LENGTH_MAX,
  WATCHED_MAX,
} from '../../base/limits.js';
import { MODE_PARAMS_MAX } from '../../core/modes.js';
import type { Settings } from '../../core/world.js';
import { HISTORY_RULE } from '../../protocol/caps.js';

/** Targets of one command, as `./commands.ts` and `./queries.ts` have them. */
const TARGMAX =
  'TARGMAX=PRIVMSG:4,NOTICE:4,TAGMSG:4,JOIN:50,PART:50,KICK:4,NAMES:4,WHOIS:4,WHOWAS:4,LIST:20,USERHOST:5';

/** Tokens in one 005 line, beside the name and the closing text (RFC 1459 allows 15 parameters). */
const TOKENS_PER_LINE = 13;

/** The modes as 004 names them: of people, of rooms, of rooms with a parameter. */
export const USER_MODES = 'Biow';
export const ROOM_MODES = 'CIbeiklmnostv';
export const ROOM_MODES_WITH_PARAM = 'Ibeklov';

const made = new WeakMap<Settings, readonly (readonly string[])[]>();

/** The tokens, a 005 line's worth each: made once, told to everybody who comes. */
export function isupportLines(settings: Settings): readonly (readonly string[])[] {
  const known = made.get(settings);
  if (known !== undefined) return known;
  const lines = makeLines(settings);
  made.set(settings, lines);
  return lines;
}

function makeLines(settings: Settings): readonly (readonly string[])[] {
  const tokens = [
    'ACCOUNTEXTBAN=a',
    `AWAYLEN=${AWAY_BYTES_MAX}`,
    'BOT=B',
    'CASEMAPPING=ascii',
    `CHANLIMIT=#:${ROOMS_PER_SESSION_MAX}`,
    'CHANMODES=Ibe,k,l,Cimnst',
    `CHANNELLEN=${ROOM_LENGTH_MAX}`,
    'CHANTYPES=#',
    ...(settings.history === 'off' ? [] : [`CHATHISTORY=${HISTORY_PAGE_MAX}`]),
    'ELIST=CMNTU',
    'EXCEPTS=e',
    'EXTBAN=,am',
    ...(settings.history === 'joined' ? [`${HISTORY_RULE}=joined`] : []),
    'INVEX=I',
    `KEYLEN=${KEY_LENGTH_MAX}`,
    `KICKLEN=${REASON_BYTES_MAX}`,
    `MAINROOM=${settings.mainRoom}`,
    `MAXLIST=b:${ROOM_LIST_MAX},e:${ROOM_LIST_MAX},I:${ROOM_LIST_MAX}`,
    'MAXTARGETS=4',
    `MODES=${MODE_PARAMS_MAX}`,
    `MONITOR=${WATCHED_MAX}`,
    ...(settings.history === 'off' ? [] : ['MSGREFTYPES=msgid,timestamp']),
    `NAMELEN=${REAL_NAME_BYTES_MAX}`,
    `NETWORK=${settings.chatroom.replace(/[^!-<>-[\]-~]/g, (char) => tokenEscape(char))}`,
    `NICKLEN=${NAME_LENGTH_MAX}`,
    'PREFIX=(ov)@+',
    'SAFELIST',
    'STATUSMSG=@+',
    TARGMAX,
    `TOPICLEN=${TOPIC_BYTES_MAX}`,
    `USERLEN=${USER_LENGTH_MAX}`,
    'UTF8ONLY',
    'WHOX',
  ];
  const lines: string[][] = [];
  for (let at = 0; at < tokens.length; at += TOKENS_PER_LINE)
    lines.push(tokens.slice(at, at + TOKENS_PER_LINE));
  return lines;
}

/** A space, = or backslash, and any other character that a token cannot hold, as `\x20` (Modern IRC, "RPL_ISUPPORT"). */
function tokenEscape(char: string): string {
  const code = char.charCodeAt(0);
  return code < 0x80 ? `\\x${code.toString(16).toUpperCase().padStart(2, '0')}` : '?';
}
