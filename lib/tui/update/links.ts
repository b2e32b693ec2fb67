/** Links of messages, by keys: the newest one, or those of the message that is chosen. */
import { webLinksIn } from '../links.js';
import { safeText } from '../../base/safe-text.js';
import type { Entry } from '../entry.js';
import type { Request } from '../message.js';
import type { Model } from '../model.js';
import { shownTimeline } from '../window.js';
import { currentWindow } from '../windows.js';

/** Messages looked back at for one with a link. */
const LOOK_BACK = 5000;

/** In their order. */
export function linksOf({ text, who, takenBack }: Entry): readonly string[] {
  if (who === '' || takenBack === true) return [];
  return text.split('\n').flatMap((line) => webLinksIn(safeText(line)).map(({ url }) => url));
}

export function openNewestLink(model: Model): readonly Request[] {
  const timeline = shownTimeline(currentWindow(model));
  const entry = timeline.find((one) => linksOf(one).length > 0, LOOK_BACK);
  const [url] = entry === undefined ? [] : linksOf(entry);
  if (url !== undefined) return [{ kind: 'open-link', url }];
  model.word = 'There is no link here.';
  return [];
}

/** `number` counts from 1. */
export function openLinkOf(model: Model, entry: Entry, number: number): readonly Request[] {
  const links = linksOf(entry);
  const url = links[number - 1];
  if (url !== undefined) return [{ kind: 'open-link', url }];
  model.word = links.length === 0 ? 'There is no link in it.' : `It has ${links.length} links.`;
  return [];
}
