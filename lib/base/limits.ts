/** Every bound of the server, with its unit and its reason. */

/** Characters in a name: room for "first_last" and a student number (ISUPPORT NICKLEN). */
export const NAME_LENGTH_MAX = 30;

/** Characters in the user part of a mask (ISUPPORT USERLEN): it takes room in every relayed line. */
export const USER_LENGTH_MAX = 10;

/** Characters in a room's name, the # included (ISUPPORT CHANNELLEN). */
export const ROOM_LENGTH_MAX = 50;

/**
 * "Is typing" and reactions of one session, at once and then in a second: a program that keeps to one every three seconds
 * for each place (IRCv3 client tag typing), and a person who reacts to a page of messages, never come near it.
 */
export const SIGNS_BURST = 20;
export const SIGNS_PER_SECOND = 2;

/** UTF-8 bytes; each of them fits one 512-byte line with every prefix and parameter before it. */
export const TOPIC_BYTES_MAX = 300;
export const REASON_BYTES_MAX = 200;
export const AWAY_BYTES_MAX = 200;
export const REAL_NAME_BYTES_MAX = 150;

/** Characters in a room's key. */
export const KEY_LENGTH_MAX = 32;

/** Bytes of one IRC line with CR LF and without tags (RFC 1459 section 2.3). */
export const LINE_BYTES_MAX = 512;

/** Times a line may be longer when its text travels as ASCII escapes (`\u'1F600'`), docs/protocol.md. */
export const ASCII_LINE_FACTOR = 4;

/** Bytes of client tags in a line from a client, the @ and the space included (IRCv3 message-tags). */
export const CLIENT_TAG_BYTES_MAX = 4096;

/** Bytes without a line end after which a connection is closed: nobody types that. */
export const UNENDED_LINE_BYTES_MAX = 16_384;

/** UTF-8 bytes of text that fit one relayed line whatever the names in it; longer plain lines are split here. */
export const SAFE_TEXT_BYTES = 390;

/** Bytes in one line from a person with nc; longer ones come from a program that took a wrong turn. */
export const PLAIN_LINE_BYTES_MAX = 4096;

/** Rooms on the server: a stranger's script cannot fill the memory with them. */
export const ROOMS_MAX = 2000;

/** Milliseconds for which a room that is nobody's waits, empty, for its people to come back. */
export const EMPTY_ROOM_MS = 3_600_000;

/** Milliseconds for which whoever enters a room under its old name is sent on, and how many such names there are. */
export const RENAMED_MS = 3_600_000;
export const RENAMED_MAX = 100;

/** Rooms one session may be in (ISUPPORT CHANLIMIT). */
export const ROOMS_PER_SESSION_MAX = 50;

/** Entries in each list of a room: its bans, the exceptions from them, who needs no invitation, whom it invited. */
export const ROOM_LIST_MAX = 100;

/** Mutes of the console: the host types them one by one; where more are wanted, a lock or a ban is what helps. */
export const SERVER_MUTES_MAX = 1000;

/** Bans of the console. */
export const SERVER_BANS_MAX = 10_000;

/** Connections in all, unless the system or --max-clients allows fewer. */
export const CLIENTS_MAX = 20_000;

/** Connections that have not said who they are; beyond it newcomers are asked to try again. */
export const UNREGISTERED_MAX = 6000;

/** Milliseconds a visitor may take to give a name to the irc dialect. */
export const REGISTRATION_MS = 30_000;

/** Milliseconds a person may sit at the "Your name:" prompt. */
export const NAME_PROMPT_MS = 300_000;

/** Milliseconds of silence after which the visitor is taken for a person and greeted. */
export const GREETING_MS = 1000;

/** Wrong names or passwords at one prompt before the connection is closed. */
export const PROMPT_TRIES_MAX = 10;

/** Bytes that wait for one reader. It covers a long NAMES and a burst; beyond it the reader is stalled, not slow. */
export const OUTBOX_BYTES_MAX = 1_048_576;

/** Milliseconds that bytes may wait without any progress before the reader is given up. */
export const OUTBOX_STALL_MS = 30_000;

/** Lines a sender may send at once, and per second after that; what comes faster waits its turn. */
export const FLOOD_BURST_LINES = 40;
export const FLOOD_LINES_PER_SECOND = 10;

/** Bytes of waiting lines of one sender; beyond it the flood is closed. */
export const RECEIVE_QUEUE_BYTES_MAX = 65_536;

/** Lines of one sender handled before others get their turn. */
export const LINES_PER_TURN = 64;

/** Bytes of answers to one visitor from which its next lines wait for the next turn. */
export const ANSWER_BYTES_PER_TURN = 262_144;

/**
 * Milliseconds of silence before a program is asked for a sign of life, and for its answer: together with the second
 * between two looks, Wi-Fi that died without a word is noticed within 20 s.
 */
export const PING_IDLE_MS = 9_000;
export const PING_ANSWER_MS = 9_000;

/** Milliseconds of silence before TCP keep-alive probes a person with nc, who cannot answer a PING. */
export const KEEP_ALIVE_MS = 10_000;

/**
 * Milliseconds for which nothing that is sent to a person with nc gets an answer from their machine, until they are
 * given up: keep-alive rests while bytes are on their way, and the system itself would send them again for a quarter of
 * an hour. Changing from one access point to the next takes less.
 */
export const SILENT_END_MS = 8_000;

/** Milliseconds in which the goodbye is over, whatever the clients do. */
export const GOODBYE_MS = 1500;

/** Messages of a room kept in memory. */
export const HISTORY_LENGTH = 1000;

/** Messages of all rooms together, some 60 MB of the longest: strangers' rooms cannot fill the memory with talk. */
export const HISTORY_TOTAL_MAX = 50_000;

/** Messages shown to a person who enters, and the most that /history and /search show to people with nc. */
export const HISTORY_ON_ENTRY = 10;
export const HISTORY_SHOWN_MAX = 100;

/** Messages of one answer about the past (ISUPPORT CHATHISTORY): some 100 kB of ordinary talk. */
export const HISTORY_PAGE_MAX = 500;

/** Bytes of such an answer, whatever people wrote: with what else may wait for its reader it stays under the most that may. */
export const HISTORY_ANSWER_BYTES_MAX = 524_288;

/** Conversations of which it is known up to where one has read them: more than one has, fewer than a script could make. */
export const READ_MARKERS_MAX = 500;

/** Rows of a LIST, WHO or NAMES answer; a thousand people fit, a flood does not. */
export const ANSWER_ROWS_MAX = 5000;

/** Milliseconds that a commit may take before the room goes on without it: people notice by then. */
export const COMMIT_PATIENCE_MS = 5000;

/** Messages remembered that no store has, for those who send them again: a lost connection is back in seconds. */
export const UNKEPT_SENT_MAX = 1000;

/** Changes of rooms, bans and accounts that wait for a disk that takes nothing. */
export const UNKEPT_CHANGES_MAX = 10_000;

/** Characters of client tags from which a message is kept without them: they may be ten times its text. */
export const TAGS_KEPT_MAX = 512;

/** Reactions kept with one message, and in memory with all of them: more than people count, and no way to fill the disk. */
export const REACTIONS_KEPT_MAX = 50;
export const REACTIONS_TOTAL_MAX = 20_000;

/** Entries forgotten in one transaction: some milliseconds, for which a message may have to wait. */
export const FORGET_BATCH = 200;

/** Accounts of one server: a school with its visitors; a script that claims names soon stops. */
export const ACCOUNTS_MAX = 50_000;

/** Accounts made from one address within a day: a class at one shared machine, not a script. */
export const ACCOUNTS_PER_ADDRESS_MAX = 200;

/** Names that one device may claim: one's own, one for work, one for a joke. */
export const CLAIMS_PER_DEVICE_MAX = 3;

/** Devices of one account. */
export const DEVICES_PER_ACCOUNT_MAX = 20;

/** Milliseconds for which a code that links a device is good, and how many there are at once. */
export const LINK_CODE_MS = 600_000;
export const LINK_CODES_MAX = 1000;

/** Days without use after which a name that only a device has claimed is free again. */
export const CLAIM_DAYS = 30;

/** Characters of an account's password. */
export const PASSWORD_LENGTH_MIN = 6;
export const PASSWORD_LENGTH_MAX = 300;

/** Lines kept for the next start of our client: more than anybody types while a server is away. */
export const KEPT_LINES_MAX = 1000;

/** Bytes of the file they are kept in; what is larger is not ours. */
export const KEPT_BYTES_MAX = 4_194_304;

/** Bytes of the settings file, comments and all: what is larger is not ours. */
export const SETTINGS_BYTES_MAX = 65_536;

/** People remembered for WHOWAS: those of a long day, about 300 bytes each. */
export const PAST_PEOPLE_MAX = 2000;

/** Keys that one person or room may have, that one session may be subscribed to, and their size (IRCv3 draft/metadata-3). */
export const METADATA_KEYS_MAX = 20;
export const METADATA_SUBSCRIBED_MAX = 50;
export const METADATA_KEY_LENGTH_MAX = 40;

/** UTF-8 bytes: with the longest names before it a value fits one line. */
export const METADATA_VALUE_BYTES_MAX = 300;

/** Values told on entering a room; where there are more they are to be asked for, and then these at once. */
export const METADATA_ROWS_ON_ENTRY_MAX = 200;
export const METADATA_ROWS_MAX = 2000;

/** Names that one session may watch (ISUPPORT MONITOR). */
export const WATCHED_MAX = 100;

/** UTF-8 bytes and lines of a message of several lines: a screenful, not a file (IRCv3 draft/multiline). */
export const MULTILINE_BYTES_MAX = 4096;
export const MULTILINE_LINES_MAX = 32;

/** Rooms that stay for one account: a teacher's classes; nobody fills the chatroom with them. */
export const ROOMS_PER_FOUNDER_MAX = 50;
