/** HELP: what can be asked of the server, a line each (Modern IRC, "HELP"). */
import { asSent, numeric, type Answering } from './answer.js';
import { wordLines } from './words.js';

/** How each command is written; [] may be left out. */
export const USAGE: Readonly<Record<string, string>> = {
  ADMIN: 'ADMIN: who runs the server',
  AUTHENTICATE: 'AUTHENTICATE <mechanism | data | *>: proves whose name it is (SASL)',
  AWAY: 'AWAY [:<message>]: says that you are away, or back',
  BATCH: 'BATCH <+|-reference> [<type> <target>]: lines that are one message (draft/multiline)',
  CAP: 'CAP LS 302 | LIST | REQ :<capabilities> | END',
  CHATHISTORY: 'CHATHISTORY LATEST | BEFORE | AFTER | AROUND | BETWEEN | TARGETS ...: what was said before',
  DEVICE: 'DEVICE LIST | LINK [<account> <code>] | REMOVE <fingerprint>: devices that prove your name',
  HELP: 'HELP [<subject>]: this',
  INFO: 'INFO: about the program',
  INVITE: 'INVITE [<name> <room>]: asks somebody in, or lists what you are asked into',
  ISUPPORT: 'ISUPPORT: what the server can do, as 005',
  ISON: 'ISON <name>...: which of them are here',
  JOIN: 'JOIN <room>[,<room>...] [<key>[,<key>...]]: enters rooms; JOIN 0 leaves all',
  KICK: 'KICK <room> <name>[,<name>...] [:<why>]: puts people out of a room that you run',
  KILL: 'KILL <name> :<why>: for operators of the host: ends a connection',
  LINKS: 'LINKS [<mask>]: the servers; there is one',
  LIST: 'LIST [<mask>,!<mask>] [>n,<n,C>m,C<m,T>m,T<m]: the rooms; n people, made or topic set m minutes ago',
  LUSERS: 'LUSERS: how many are here',
  MARKREAD: 'MARKREAD <target> [timestamp=<time>]: up to where you have read',
  METADATA:
    'METADATA <target | *> GET | LIST | SET | CLEAR | SYNC | SUB | UNSUB | SUBS ...: what people and rooms say of themselves',
  MODE: 'MODE <room | name> [<changes> [<parameter>...]]: asks for modes, or changes them',
  MONITOR: 'MONITOR + | - <name>[,<name>...] or C, L, S: who is to be told of as they come and go',
  MOTD: 'MOTD: the message of the day',
  NAMES: 'NAMES <room>[,<room>...]: who is in them',
  NICK: 'NICK <name>: takes another name',
  NOTICE: 'NOTICE <target>[,<target>...] :<text>: a message that nobody answers by program',
  OPER: 'OPER <name> <password>: for those whom the host has named',
  PART: 'PART <room>[,<room>...] [:<why>]: leaves rooms',
  PASS: 'PASS <password>: of the chatroom, before NICK and USER',
  PASSWORD: 'PASSWORD <new>: sets the password of your account',
  PING: 'PING <token>: answered with PONG',
  PRIVMSG: 'PRIVMSG <target>[,<target>...] :<text>: speaks to rooms or people; @#room to its operators',
  QUIT: 'QUIT [:<why>]: leaves',
  REDACT: 'REDACT <target> <msgid> [:<why>]: takes a message back',
  REGISTER: 'REGISTER <name | *> * <password>: makes an account of your name',
  REHASH: 'REHASH: for operators of the host: reads the files of the command line again',
  RENAME: 'RENAME <room> <new name> [:<why>]: for those who run the room',
  SEARCH: 'SEARCH in=<room>;text=<words>: finds earlier messages',
  SETNAME: 'SETNAME :<real name>',
  STATS: 'STATS u: how long the server has been up',
  TAGMSG: 'TAGMSG <target>: tags without a text',
  TIME: 'TIME: what time it is there',
  TOPIC: 'TOPIC <room> [:<text>]: asks what it is about, or says so',
  USER: 'USER <user> 0 * :<real name>: once, on coming in',
  USERHOST: 'USERHOST <name>...: whether up to five are operators, and away',
  VERIFY: 'VERIFY <account> <code>: never needed here, as no mail is sent',
  VERSION: 'VERSION: of the program, and what it can do',
  WALLOPS: 'WALLOPS :<text>: for operators of the host: tells all who are +w',
  WHO: 'WHO <room | mask> [o][%<fields>[,<token>]]: lists people (WHOX)',
  WHOIS: 'WHOIS <name>[,<name>...]: more about people',
  WHOWAS: 'WHOWAS <name> [<count>]: who had a name',
};

export function helpLines(to: Answering, wanted: string): readonly string[] {
  const subject = asSent(to, wanted);
  if (wanted === '') return section(to, subject, 'HELP <subject>', wordLines(Object.keys(USAGE)));
  const name = wanted.toUpperCase();
  const usage = USAGE[name];
  return usage === undefined
    ? [numeric(to, 'ERR_HELPNOTFOUND', [subject], 'No help on that: HELP lists the subjects')]
    : section(to, subject, name, [usage]);
}

/** A title, an empty line, the text, and the end (Modern IRC, "HELP message"). */
function section(to: Answering, subject: string, title: string, text: readonly string[]): readonly string[] {
  return [
    numeric(to, 'RPL_HELPSTART', [subject], `** ${title} **`),
    ...['', ...text].map((line) => numeric(to, 'RPL_HELPTXT', [subject], line)),
    numeric(to, 'RPL_ENDOFHELP', [subject], 'End of /HELP'),
  ];
}
