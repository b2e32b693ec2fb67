/** The capabilities that the server offers, and the wire class that a set of them makes (IRCv3). */
import {
  CAP_ASCII,
  CAP_CHATHISTORY,
  CAP_ECHO_MESSAGE,
  CAP_EVENT_PLAYBACK,
  CAP_ID,
  CAP_LABELED_RESPONSE,
  CAP_READ_MARKER,
  CAP_RESUME,
  CAP_SEARCH,
} from '../../protocol/caps.js';
import type { Settings } from '../../core/world.js';

/** In the order in which CAP LS shows them. */
export const SERVER_CAPS = [
  'away-notify',
  'batch',
  'cap-notify',
  CAP_CHATHISTORY,
  CAP_EVENT_PLAYBACK,
  CAP_READ_MARKER,
  CAP_ECHO_MESSAGE,
  CAP_LABELED_RESPONSE,
  'message-tags',
  'multi-prefix',
  'server-time',
  'standard-replies',
  'userhost-in-names',
  CAP_SEARCH,
  CAP_ASCII,
  CAP_ID,
  CAP_RESUME,
] as const;

export type ServerCap = (typeof SERVER_CAPS)[number];

/** About the past, which a host may keep from everybody. */
const HISTORY_CAPS: readonly ServerCap[] = [CAP_CHATHISTORY, CAP_EVENT_PLAYBACK, CAP_SEARCH];

export function offeredCaps({ history }: Settings): readonly ServerCap[] {
  return history === 'off' ? SERVER_CAPS.filter((cap) => !HISTORY_CAPS.includes(cap)) : SERVER_CAPS;
}

export function isOffered(name: string, settings: Settings): name is ServerCap {
  return offeredCaps(settings).some((cap) => cap === name);
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
