/** Tells by their first line whether a program or a person has come (docs/protocol.md, "Dialects"). */

export type Sniffed = 'irc' | 'plain' | 'http';

/** Well formed and upper-case, as programs send them: a person called Nick is a person. */
const IRC_OPENING = [
  /^CAP (LS|REQ|LIST|END)( .*)?$/,
  /^NICK :?[^ ]+ *$/,
  /^USER [^ ]+ [^ ]+ [^ ]+ :?.+$/,
  /^PASS :?[^ ].*$/,
  /^AUTHENTICATE [^ ]+ *$/,
  /^RESUME [^ ]+ *$/,
  /^PING( .*)?$/,
  /^QUIT( :.*)?$/,
];

const HTTP_METHOD = /^(GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH|PRI) /;
const HTTP_VERSION = / HTTP\/[0-9.]+$/;

export function sniff(line: string): Sniffed {
  if (HTTP_METHOD.test(line) || HTTP_VERSION.test(line)) return 'http';
  return isIrc(line) ? 'irc' : 'plain';
}

/** Whether a line that came after the greeting is a program's; QUIT is then a person's. */
export function isLateIrc(line: string): boolean {
  return isIrc(line) && !line.startsWith('QUIT');
}

function isIrc(line: string): boolean {
  return IRC_OPENING.some((opening) => opening.test(line));
}
