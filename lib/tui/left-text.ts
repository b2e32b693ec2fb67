/** The last words, on the shell's screen: where one has been, and what waits for the next time. */
import { linesToGo } from '../client/sendings.js';
import type { Model } from './model.js';
import { draftsOf } from './update/drafts.js';

/** Whether that which is typed, and that which is not sent yet, could be kept. */
export interface Kept {
  readonly typed: boolean;
  readonly lines: boolean;
}

/** Empty where one has not been in; to be asked for after the goodbye, when it is known what the server has taken. */
export function leftText(model: Model, kept: Kept): string {
  const { chat, everReady, queue } = model.session;
  if (!everReady) return '';
  const left = `You have left ${chat.network === '' ? model.address : chat.network}.`;
  const isTyped = kept.typed && draftsOf(model).length > 0;
  const typed = isTyped ? ['What you have typed is there again at your next visit.'] : [];
  const lines = linesToGo(queue.items);
  return [left, ...typed, ...(lines === 0 ? [] : [unsentText(lines, kept.lines)])].join(' ');
}

function unsentText(lines: number, isKept: boolean): string {
  const [what, they] =
    lines === 1 ? ['1 line is not sent', 'it goes'] : [`${lines} lines are not sent`, 'they go'];
  return isKept ? `${what} yet: ${they} out at your next visit.` : `${what}, and could not be kept.`;
}
