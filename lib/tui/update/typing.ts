/** Who is writing: told of oneself not too often, and of others for as long as it is true. */
import { sameName } from '../../base/casefold.js';
import type { Millis } from '../../base/result.js';
import type { ClientEvent } from '../../client/event.js';
import { TYPING_EVERY_MS, typingLine, withTypist } from '../../client/typing.js';
import { editorText } from '../editor.js';
import type { Request } from '../message.js';
import type { Model } from '../model.js';
import { currentWindow } from '../windows.js';

export function onTyping(model: Model, event: Extract<ClientEvent, { kind: 'typing' }>): void {
  model.typists = withTypist(model.typists, event, event.state, model.now);
}

/** Who has spoken, or has gone. */
export function writesNoMore(model: Model, place: string, who: string): void {
  if (model.typists.length > 0) model.typists = withTypist(model.typists, { place, who }, 'done', model.now);
}

/** The names of those who write here now. */
export function typistsHere(model: Model): readonly string[] {
  const { place } = currentWindow(model);
  return model.typists.filter((one) => sameName(one.place, place)).map(({ who }) => who);
}

/** When the first of them will have been silent too long; null while nobody writes. */
export function typistsEndAt({ typists }: Model): Millis | null {
  return typists.length === 0 ? null : Math.min(...typists.map(({ until }) => until));
}

export function forgetTypists(model: Model): void {
  if (model.typists.some(({ until }) => until <= model.now))
    model.typists = model.typists.filter(({ until }) => until > model.now);
}

/** After a key: a message being written is told of, a command or a password is nobody's business. */
export function typingRequests(model: Model): readonly Request[] {
  const { place, editor } = currentWindow(model);
  const text = editorText(editor);
  const isTold = model.settings.typing === 'on';
  const writes = isTold && place !== '' && text.trim() !== '' && !text.startsWith('/');
  const told = model.ownTyping;
  if (told !== null && (!writes || !sameName(told.place, place))) {
    model.ownTyping = null;
    return lineRequest(typingLine(model.session, told.place, 'done'));
  }
  if (!writes || (told !== null && model.now - told.saidAt < TYPING_EVERY_MS)) return [];
  const line = typingLine(model.session, place, 'active');
  if (line !== null) model.ownTyping = { place, saidAt: model.now };
  return lineRequest(line);
}

function lineRequest(line: string | null): readonly Request[] {
  return line === null ? [] : [{ kind: 'send-later', line }];
}
