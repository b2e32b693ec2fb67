/** Why nothing of the past can be told, as standard replies, for everyone who asked (IRCv3 draft/chathistory, soju.im/search). */
import type { Question } from '../../core/question.js';
import type { Refusal } from '../../core/refusal.js';
import { middle, serverLine, type Answering } from './answer.js';

type NotReadable = Extract<Refusal, { why: 'not-readable' }>;

export function notReadable(to: Answering, { asked, target, because }: NotReadable): string {
  const text = because === 'off' ? 'The host shows nothing of the past' : outsideText(target);
  return asked === 'search'
    ? serverLine(to, 'FAIL', ['SEARCH', 'INVALID_PARAMS', 'in'], text)
    : serverLine(
        to,
        'FAIL',
        ['CHATHISTORY', 'INVALID_TARGET', asked.toUpperCase(), middle(to, target)],
        text,
      );
}

function outsideText(target: string): string {
  return target.startsWith('#')
    ? 'Messages could not be retrieved: join the channel first'
    : 'Messages could not be retrieved: they are kept between two accounts only';
}

export function historyFailed(
  to: Answering,
  { question, target }: { readonly question: Question; readonly target: string },
): string {
  if (question.kind === 'search') {
    const text = 'The search could not be run just now: try again later';
    return serverLine(to, 'FAIL', ['SEARCH', 'INTERNAL_ERROR', middle(to, target)], text);
  }
  const asked = question.kind === 'page' ? question.which.kind.toUpperCase() : 'TARGETS';
  const text = 'Messages could not be retrieved just now: try again later';
  return serverLine(to, 'FAIL', ['CHATHISTORY', 'MESSAGE_ERROR', asked, middle(to, target)], text);
}
