/** What line mode does with messages: /reply, /react and /takeback are about the last one. */
import { reactionNamed } from '../client/reaction-names.js';
import { reactionLine, reactionText, redactLine } from '../client/reactions.js';
import type { Act } from '../client/commands.js';
import type { Session } from '../client/session.js';
import type { RecentLines } from './line-recent.js';

type AboutMessages = Extract<Act, { kind: 'reply' | 'react' | 'take-back' }>;

type Simple = Extract<Act, { kind: 'say' | 'send' | 'tell' }>;

/** The acts of other kinds that come of it. */
export function actsOnLast(
  session: Session,
  recent: RecentLines,
  place: string,
  act: AboutMessages,
): readonly Simple[] {
  switch (act.kind) {
    case 'reply': {
      const message = recent.lastForMe(place);
      if (message === undefined) return tell('Nothing was said to you here that could be answered.');
      return [{ kind: 'say', target: place, how: 'message', text: act.text, replyTo: message.id }];
    }
    case 'react': {
      const message = recent.lastOfOthers(place);
      if (message === undefined) return tell('Nobody has said anything here that you could react to.');
      const text = reactionText(reactionNamed(act.text));
      if (text === null) return tell('A reaction is an emoji, its name such as :+1:, or a short word.');
      const on = !recent.hasReacted(message.id, text);
      return sendOr(
        [reactionLine(session, { place, id: message.id }, text, on)],
        'Nobody would see that now.',
      );
    }
    case 'take-back': {
      const message = recent.lastOwn(place);
      if (message === undefined) return tell('You have said nothing here that could be taken back.');
      const lines = recent.partsOf(message).map(({ id }) => redactLine(session, { place, id }));
      return sendOr(lines, 'This server cannot take messages back.');
    }
  }
}

function sendOr(lines: readonly (string | null)[], otherwise: string): readonly Simple[] {
  const possible = lines.filter((line) => line !== null);
  return possible.length === 0 ? tell(otherwise) : possible.map((line) => ({ kind: 'send', line }));
}

function tell(text: string): readonly Simple[] {
  return [{ kind: 'tell', text }];
}
