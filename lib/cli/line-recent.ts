/** The last messages of line mode: what answers refer to, and what /reply, /react and /takeback mean by "the last one". */
import { sameName } from '../base/casefold.js';
import type { Reacted, Speech, TakenBack } from '../client/event.js';
import { isRoomTarget, type Session } from '../client/session.js';
import { names } from '../tui/entry.js';
import { webLinksIn } from '../tui/links.js';
import { firstWords } from '../tui/quotes.js';

/** Messages remembered: people answer what they have just read. */
const MESSAGES_MAX = 500;

/** Reactions of our own that can be taken back. */
const REACTIONS_MAX = 100;

/** Columns of the words that are answered: the line is to be read aloud. */
const QUOTE_COLUMNS = 40;

export class RecentLines {
  private messages: readonly Speech[] = [];
  private reactions: readonly string[] = [];
  /** The ids of reactions, of whomever. */
  private signs: readonly string[] = [];

  constructor(private readonly session: Session) {}

  add(message: Speech): void {
    if (message.id === '') return;
    this.messages = [...this.messages.slice(1 - MESSAGES_MAX), message];
  }

  /** The words that stand before an answer; empty before what answers nothing. */
  quote({ replyTo }: Speech): string {
    if (replyTo === '') return '';
    const answered = this.find(replyTo);
    return answered === undefined ? '[re an earlier message] ' : `[re ${about(answered)}] `;
  }

  lastForMe(place: string): Speech | undefined {
    const { chat } = this.session;
    const inRoom = isRoomTarget(this.session, place);
    return this.lastIn(place, ({ own, text, how }) => {
      return !own && how !== 'announcement' && (!inRoom || names(text, chat.me));
    });
  }

  lastOfOthers(place: string): Speech | undefined {
    return this.lastIn(place, ({ own }) => !own);
  }

  lastOwn(place: string): Speech | undefined {
    return this.lastIn(place, ({ own }) => own);
  }

  /** All of the snippet that a message is a part of; else it alone. */
  partsOf(message: Speech): readonly Speech[] {
    const { snippet, place, from } = message;
    if (snippet === undefined) return [message];
    return this.messages.filter(
      (one) => one.snippet?.key === snippet.key && sameName(one.from, from) && sameName(one.place, place),
    );
  }

  /** The first of the newest message that has any. */
  lastLink(place: string): string | undefined {
    const message = this.lastIn(place, ({ text }) => webLinksIn(text).length > 0);
    return message === undefined ? undefined : webLinksIn(message.text)[0]?.url;
  }

  private lastIn(place: string, isIt: (message: Speech) => boolean): Speech | undefined {
    return this.messages.findLast((message) => sameName(message.place, place) && isIt(message));
  }

  private find(id: string): Speech | undefined {
    return this.messages.find((message) => message.id === id);
  }

  /** Whether we have reacted so ourselves. */
  hasReacted(id: string, text: string): boolean {
    return this.reactions.includes(`${id} ${text}`);
  }

  /** What to print of a reaction; null for those to what is long past. */
  reacted({ who, own, id, reaction, text, on }: Reacted): string | null {
    if (on && reaction !== '') this.signs = [...this.signs.slice(1 - REACTIONS_MAX), reaction];
    const key = `${id} ${text}`;
    if (own) this.reactions = this.reactions.filter((one) => one !== key);
    if (own && on) this.reactions = [...this.reactions.slice(1 - REACTIONS_MAX), key];
    const message = this.find(id);
    if (message === undefined) return null;
    const to = `to ${about(message)}`;
    if (!on) return `${own ? 'You take' : `${who} takes`} back ${text} ${to}`;
    return `${own ? 'You react' : `${who} reacts`} with ${text} ${to}`;
  }

  /** Whether that is news: what was taken back long ago may have been told already. */
  takenBack({ id, earlier }: TakenBack): boolean {
    // A reaction may be taken back by its own id; what it was to is still there.
    if (this.signs.includes(id)) return false;
    const isNews = !earlier || this.find(id) !== undefined;
    this.messages = this.messages.filter((message) => message.id !== id);
    return isNews;
  }
}

function about({ from, how, text }: Speech): string {
  const words = firstWords(text, QUOTE_COLUMNS);
  return how === 'action' ? `${from} ${words}` : `${from}: ${words}`;
}
