/** Much that was sent at once and is still on its way: how much, and stopping the rest of it. */
import { mayTry } from '../../client/session.js';
import { linesToGo, sendingsTo, stoppable } from '../../client/sendings.js';
import { remember } from '../editor.js';
import type { Request } from '../message.js';
import type { Model } from '../model.js';
import { currentWindow } from '../windows.js';

export interface OnItsWay {
  /** Not taken by the server yet. */
  readonly lines: number;
  /** Some of them can be stopped. */
  readonly canStop: boolean;
}

/** Null where nothing is that takes longer than a moment. */
export function onItsWayHere(model: Model): OnItsWay | null {
  const { session, now } = model;
  const { place } = currentWindow(model);
  if (session.queue.items.length === 0 || !mayTry(session, place, now)) return null;
  const sendings = sendingsTo(session.queue, place, now);
  if (!sendings.some(({ isLong }) => isLong)) return null;
  const lines = sendings.reduce((sum, one) => sum + one.lines, 0);
  return { lines, canStop: stoppable(sendings).length > 0 };
}

/** The rest becomes the last of the lines to go back to, so that nothing is lost by one key. */
export function stopSending(model: Model): readonly Request[] {
  if (onItsWayHere(model)?.canStop !== true) return [];
  const window = currentWindow(model);
  const items = stoppable(sendingsTo(model.session.queue, window.place, model.now));
  const text = items.map((item) => item.text).join('\n');
  window.editor = remember(window.editor, items[0]?.snippet === undefined ? text : `/snippet ${text}`);
  model.word = `Stopped: ${linesToGo(items)} lines were not sent. Up brings them back.`;
  return [{ kind: 'drop-unsent', items }];
}
