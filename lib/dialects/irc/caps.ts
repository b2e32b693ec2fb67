/** The capabilities that the server offers, and the wire class that a set of them makes (IRCv3). */
import { CAP_ASCII, CAP_ECHO_MESSAGE, CAP_LABELED_RESPONSE, CAP_RESUME } from '../../protocol/caps.js';

/** In the order in which CAP LS shows them. */
export const SERVER_CAPS = [
  'away-notify',
  'batch',
  'cap-notify',
  CAP_ECHO_MESSAGE,
  CAP_LABELED_RESPONSE,
  'message-tags',
  'multi-prefix',
  'server-time',
  'standard-replies',
  'userhost-in-names',
  CAP_ASCII,
  CAP_RESUME,
] as const;

export type ServerCap = (typeof SERVER_CAPS)[number];

export function isServerCap(name: string): name is ServerCap {
  return SERVER_CAPS.some((cap) => cap === name);
}

export type Caps = ReadonlySet<ServerCap>;

/** What of a visitor's capabilities changes the bytes of what everyone gets. */
export interface Features {
  readonly ascii: boolean;
  readonly tags: boolean;
  readonly time: boolean;
  readonly awayNotify: boolean;
}

export function featuresOf(caps: Caps): Features {
  return {
    ascii: caps.has(CAP_ASCII),
    tags: caps.has('message-tags'),
    time: caps.has('server-time'),
    awayNotify: caps.has('away-notify'),
  };
}
