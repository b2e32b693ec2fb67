/** The last words, on the shell's screen: where one has been, and what waits for the next time. */
import { linesToGo } from '../client/sendings.js';
import type { Model } from './model.js';
import { draftsOf } from './update/drafts.js';

/** Empty where one has not been in. */
export function leftText(model: Model): string {
  const { chat, everReady, queue } = model.session;
  if (!everReady) return '';
  const left = `You have left ${chat.network === '' ? model.address : chat.network}.`;
  const lines = linesToGo(queue.items);
  const typed =
    draftsOf(model).length === 0 ? [] : ['What you have typed is there again at your next visit.'];
  return [left, ...typed, ...(lines === 0 ? [] : [unsentText(lines)])].join(' ');
}

function unsentText(lines: number): string {
  if (lines === 1) return '1 line is not sent yet: it goes out at your next visit.';
  return `${lines} lines are not sent yet: they go out at your next visit.`;
}
