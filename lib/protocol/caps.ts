/** The names of the capabilities that lanchat speaks (IRCv3 capability negotiation; docs/protocol.md). */

/** Text parameters travel as BCP 137 escapes: every byte on the wire is ASCII. Ours. */
export const CAP_ASCII = 'lanchat/ascii';

/** `RESUME TOKEN <token>` after registration; `RESUME <token>` before the next one takes the name back. Ours. */
export const CAP_RESUME = 'lanchat/resume';

/** This port speaks TLS too; `=ephemeral` where its certificate lasts no longer than the server. To be known, not asked for. Ours. */
export const CAP_TLS = 'lanchat/tls';
export const TLS_EPHEMERAL = 'ephemeral';

/** Messages with a name of the client's own, so that one sent twice is taken once. Ours; docs/protocol.md "Sent once". */
export const CAP_ID = 'lanchat/id';

/** The parameter of ISUPPORT that is there while nothing that is said is kept. */
export const NOT_KEPT = 'NOTKEPT';

/** The parameter of ISUPPORT that is there, as `joined`, where one is shown only what came since one entered. */
export const HISTORY_RULE = 'HISTORY';

/** Answers about the past have the reactions to their messages too, and no other events. Ours; docs/protocol.md "The past". */
export const CAP_REACTIONS = 'lanchat/reactions';

/** The tags of it: the name, and that the message may have been sent before. */
export const TAG_ID = 'lanchat/id';
export const TAG_AGAIN = 'lanchat/again';

export const CAP_BATCH = 'batch';

/** Its name is also that of the batch. */
export const CAP_MULTILINE = 'draft/multiline';

/** Of a line in such a batch: it goes on with the line before. */
export const TAG_CONCAT = 'draft/multiline-concat';
export const CAP_METADATA = 'draft/metadata-3';
export const CAP_SERVER_TIME = 'server-time';
export const CAP_READ_MARKER = 'draft/read-marker';
export const CAP_SEARCH = 'soju.im/search';
export const CAP_ECHO_MESSAGE = 'echo-message';
export const CAP_LABELED_RESPONSE = 'labeled-response';
export const CAP_AWAY_NOTIFY = 'away-notify';
export const CAP_CHATHISTORY = 'draft/chathistory';

/** On the line that opens a batch: nothing would come of asking for the next one (draft/chathistory). */
export const TAG_HISTORY_END = 'draft/chathistory-end';
export const CAP_EVENT_PLAYBACK = 'draft/event-playback';
export const CAP_REDACTION = 'draft/message-redaction';

/** Asked for only where its value names a mechanism of ours. */
export const CAP_SASL = 'sasl';
export const CAP_ACCOUNT_REGISTRATION = 'draft/account-registration';

/** In the order in which we would use them. */
export const SASL_MECHANISMS = ['LANCHAT-DEVICE', 'SCRAM-SHA-256', 'PLAIN'] as const;

/** Those our client asks for where they are offered. */
export const CLIENT_CAPS = [
  'cap-notify',
  'message-tags',
  CAP_SERVER_TIME,
  CAP_ECHO_MESSAGE,
  CAP_BATCH,
  CAP_MULTILINE,
  CAP_LABELED_RESPONSE,
  CAP_AWAY_NOTIFY,
  'multi-prefix',
  'userhost-in-names',
  'invite-notify',
  'standard-replies',
  CAP_CHATHISTORY,
  CAP_SASL,
  CAP_ACCOUNT_REGISTRATION,
  CAP_READ_MARKER,
  CAP_SEARCH,
  CAP_REDACTION,
  CAP_ASCII,
  CAP_RESUME,
  CAP_ID,
  CAP_REACTIONS,
] as const;

export type ClientCap = (typeof CLIENT_CAPS)[number];
