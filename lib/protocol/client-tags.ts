/** The client-only tags by which one message refers to another (IRCv3 client tags reply and react; our own receipt). */
import type { Tags } from './line.js';
import { readSnippet, TAG_SNIPPET, type Snippet } from './snippet.js';

/** The message that is answered, or reacted to: its msgid. Drafts are sent under their draft names and read under both. */
export const TAG_REPLY = '+draft/reply';
export const TAG_REACT = '+draft/react';
export const TAG_UNREACT = '+draft/unreact';

/** On a TAGMSG to whoever sent it: a message of theirs has come to somebody's screen. Ours; docs/protocol.md. */
export const TAG_DELIVERED = '+lanchat/delivered';

/** What the tags of a line say about another message, or of what it is a part; empty where they say nothing. */
export interface About {
  readonly replyTo: string;
  readonly react: string;
  readonly unreact: string;
  readonly delivered: string;
  /** Null where the message is no part of one. */
  readonly snippet: Snippet | null;
}

const NOTHING: About = { replyTo: '', react: '', unreact: '', delivered: '', snippet: null };

export function readAbout(tags: Tags): About {
  if (tags.size === 0) return NOTHING;
  return {
    replyTo: tags.get(TAG_REPLY) ?? tags.get('+reply') ?? '',
    react: tags.get(TAG_REACT) ?? tags.get('+react') ?? '',
    unreact: tags.get(TAG_UNREACT) ?? tags.get('+unreact') ?? '',
    delivered: tags.get(TAG_DELIVERED) ?? '',
    snippet: readSnippet(tags.get(TAG_SNIPPET) ?? ''),
  };
}
