/** The capabilities that the server offers, and the wire class that a set of them makes (IRCv3). */
import {
  CAP_ASCII,
  CAP_BATCH,
  CAP_CHATHISTORY,
  CAP_ECHO_MESSAGE,
  CAP_EVENT_PLAYBACK,
  CAP_ID,
  CAP_LABELED_RESPONSE,
  CAP_METADATA,
  CAP_MULTILINE,
  CAP_REACTIONS,
  CAP_READ_MARKER,
  CAP_REDACTION,
  CAP_ACCOUNT_REGISTRATION,
  CAP_RESUME,
  CAP_SASL,
  CAP_SEARCH,
  SASL_MECHANISMS,
} from '../../protocol/caps.js';
import {
  METADATA_KEY_LENGTH_MAX,
  METADATA_KEYS_MAX,
  METADATA_SUBSCRIBED_MAX,
  METADATA_VALUE_BYTES_MAX,
  MULTILINE_BYTES_MAX,
  MULTILINE_LINES_MAX,
} from '../../base/limits.js';
import type { Settings } from '../../core/world.js';

/**
 * In the order in which CAP LS shows them. Programs of before version 302 read its first line alone: what is settled, and
 * they may know, comes before the drafts.
 */
export const SERVER_CAPS = [
  'account-notify',
  'account-tag',
  'away-notify',
  CAP_BATCH,
  'cap-notify',
  // Nobody's user name or host ever changes; those who ask for all they know in one request must not be refused for it.
  'chghost',
  CAP_ECHO_MESSAGE,
  'extended-join',
  'extended-monitor',
  'invite-notify',
  CAP_LABELED_RESPONSE,
  'message-tags',
  'multi-prefix',
  'no-implicit-names',
  CAP_SASL,
  'server-time',
  'setname',
  'standard-replies',
  'userhost-in-names',
  CAP_ACCOUNT_REGISTRATION,
  'draft/channel-rename',
  CAP_CHATHISTORY,
  CAP_EVENT_PLAYBACK,
  'draft/extended-isupport',
  CAP_REDACTION,
  CAP_METADATA,
  CAP_MULTILINE,
  'draft/no-implicit-names',
  'draft/pre-away',
  CAP_READ_MARKER,
  CAP_SEARCH,
  CAP_ASCII,
  CAP_ID,
  CAP_REACTIONS,
  CAP_RESUME,
] as const;

/** The version of CAP LS from which there are values, answers of several lines, and cap-notify by itself. */
export const CAP_302 = 302;

export type ServerCap = (typeof SERVER_CAPS)[number];

/** About the past, which a host may keep from everybody. */
const HISTORY_CAPS: readonly ServerCap[] = [CAP_CHATHISTORY, CAP_EVENT_PLAYBACK, CAP_REACTIONS, CAP_SEARCH];

/** About names that belong to somebody. */
const ACCOUNT_CAPS: readonly ServerCap[] = [CAP_ACCOUNT_REGISTRATION, CAP_SASL];

export function offeredCaps({ history, accounts }: Settings): readonly ServerCap[] {
  const left = [...(history === 'off' ? HISTORY_CAPS : []), ...(accounts ? [] : ACCOUNT_CAPS)];
  return SERVER_CAPS.filter((cap) => !left.includes(cap));
}

const METADATA_LIMITS = [
  'before-connect',
  `max-subs=${METADATA_SUBSCRIBED_MAX}`,
  `max-keys=${METADATA_KEYS_MAX}`,
  `max-key-bytes=${METADATA_KEY_LENGTH_MAX}`,
  `max-value-bytes=${METADATA_VALUE_BYTES_MAX}`,
].join(',');

/** What CAP LS 302 says beside the name (IRCv3 capability negotiation, "Capability Values"). */
const VALUES: ReadonlyMap<ServerCap, string> = new Map([
  [CAP_ACCOUNT_REGISTRATION, 'before-connect'],
  [CAP_SASL, SASL_MECHANISMS.join(',')],
  [CAP_METADATA, METADATA_LIMITS],
  [CAP_MULTILINE, `max-bytes=${MULTILINE_BYTES_MAX},max-lines=${MULTILINE_LINES_MAX}`],
]);

export function withValue(cap: ServerCap): string {
  const value = VALUES.get(cap);
  return value === undefined ? cap : `${cap}=${value}`;
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
  readonly accountNotify: boolean;
  readonly accountTag: boolean;
  readonly extendedJoin: boolean;
  readonly inviteNotify: boolean;
  readonly setname: boolean;
  readonly redaction: boolean;
  readonly multiline: boolean;
  readonly extendedMonitor: boolean;
}

export function featuresOf(caps: Caps): Features {
  return {
    ascii: caps.has(CAP_ASCII),
    tags: caps.has('message-tags'),
    time: caps.has('server-time'),
    awayNotify: caps.has('away-notify'),
    accountNotify: caps.has('account-notify'),
    accountTag: caps.has('account-tag'),
    extendedJoin: caps.has('extended-join'),
    inviteNotify: caps.has('invite-notify'),
    setname: caps.has('setname'),
    multiline: caps.has(CAP_MULTILINE) && caps.has(CAP_BATCH),
    redaction: caps.has(CAP_REDACTION),
    extendedMonitor: caps.has('extended-monitor'),
  };
}
