/** A client session talking to a script instead of a server. */
import type { ClientEvent } from '../../lib/client/event.js';
import { receive } from '../../lib/client/receive.js';
import { hello, introduce } from '../../lib/client/requests.js';
import { createSession, type Session, type SessionOptions } from '../../lib/client/session.js';

export const OUR_CAPS =
  'cap-notify message-tags server-time echo-message batch labeled-response away-notify multi-prefix userhost-in-names invite-notify standard-replies lanchat/ascii lanchat/resume';

/** What our server offers once it keeps what was said. */
export const KEEPING_CAPS = `${OUR_CAPS} draft/chathistory draft/read-marker soju.im/search lanchat/id`;

/** The text of a message as a line of a page, `second` seconds after noon. */
export function old(batch: string, id: string, text: string, second = 0, from = 'bo', to = '#lobby'): string {
  const time = new Date(NOON + second * 1000).toISOString();
  return `@batch=${batch};time=${time};msgid=${id} :${from}!${from}@lan PRIVMSG ${to} :${text}`;
}

/** A whole answer to a question of ours. */
export function page(
  label: string,
  lines: readonly string[],
  place = '#lobby',
  type = 'chathistory',
): readonly string[] {
  return [`@label=${label} :lan BATCH +p${label} ${type} ${place}`, ...lines, `:lan BATCH -p${label}`];
}

export const NOON = Date.UTC(2026, 0, 2, 12, 0, 0);

export interface Answer {
  readonly lines: readonly string[];
  readonly events: readonly ClientEvent[];
}

/** Feeds lines one by one and gathers what comes of them. */
export function feed(session: Session, ...lines: readonly string[]): Answer {
  const steps = lines.map((line) => receive(session, line, NOON));
  return { lines: steps.flatMap((step) => step.lines), events: steps.flatMap((step) => step.events) };
}

/** A session that has registered as ann with what our server offers, and is in #lobby with bo and @cy. */
export function inLobby(options: SessionOptions = {}, caps = OUR_CAPS): Session {
  const session = createSession(options, NOON);
  introduce(session, 'ann');
  hello(session);
  register(session, caps);
  return session;
}

export function register(session: Session, caps = OUR_CAPS): Answer {
  return feed(session, ...registrationLines(session.wantedName ?? 'ann', caps));
}

/** What our server says to someone who enters #lobby, where bo and @cy are. */
export function registrationLines(name: string, caps = OUR_CAPS, offered = caps): readonly string[] {
  return [
    ...(caps === '' ? [] : [`CAP * LS :${offered}`, `CAP * ACK :${caps}`]),
    `:lan 001 ${name} :Welcome`,
    `:lan 005 ${name} NETWORK=Room MAINROOM=#lobby CHANTYPES=# PREFIX=(ov)@+ CHANMODES=b,k,l,imnst :are supported`,
    `:lan 422 ${name} :no MOTD`,
    `:${name}!${name}@lan JOIN #lobby`,
    `:lan 353 ${name} = #lobby :${name}!${name}@lan bo!bo@lan @cy!cy@lan`,
    `:lan 366 ${name} #lobby :End`,
  ];
}
