/** Tab: names of people, those who spoke last first, commands, settings, rooms and emoji. */
import { settingWords } from '../../client/settings.js';
import { findRoom } from '../../client/state.js';
import { parseSlash, slashSpecs } from '../../protocol/slash.js';
import { nextCompletion, startCompletion, type Candidates, type Completion } from '../completion.js';
import { editorText, setText } from '../editor.js';
import type { Request } from '../message.js';
import type { Model } from '../model.js';
import type { Window } from '../window.js';
import { currentWindow } from '../windows.js';

/** Messages looked back at for who spoke last. */
const LOOK_BACK = 500;

export function complete(model: Model, direction: 1 | -1): readonly Request[] {
  const window = currentWindow(model);
  const text = editorText(window.editor);
  const path =
    model.completion === null && window.editor.cursor === window.editor.cells.length ? pathIn(text) : null;
  if (path !== null) return [{ kind: 'list-paths', typed: path }];
  const started = model.completion ?? startCompletion(text, window.editor.cursor, candidates(model, window));
  if (started !== null) take(model, started, direction);
  return [];
}

/** What is typed after `/file `; null elsewhere. */
function pathIn(text: string): string | null {
  const input = parseSlash(text, 'client');
  if (input.kind !== 'verb' || input.verb !== 'file' || !/^\S+\s/.test(text)) return null;
  return input.rest.trimStart();
}

/** A folder that is the only choice is entered: the next Tab lists what is in it. */
export function completePath(model: Model, typed: string, found: readonly string[]): void {
  const text = editorText(currentWindow(model).editor);
  if (pathIn(text) !== typed || !text.endsWith(typed)) return;
  if (found.length === 0) {
    model.word = typed === '' ? 'There is no file here.' : `No file begins like ${typed}`;
    return;
  }
  const before = text.slice(0, text.length - typed.length);
  take(model, { before, after: '', choices: [typed, ...found], chosen: 0, emoji: [] }, 1);
  model.word = found.map((path) => path.replace(/^.*\/(?=.)/, '')).join('  ');
  if (found.length === 1) model.completion = null;
}

function take(model: Model, started: Completion, direction: 1 | -1): void {
  const window = currentWindow(model);
  const next = nextCompletion(started, direction);
  window.editor = setText(window.editor, next.text, next.cursor);
  model.completion = next.completion;
  model.word = emojiWord(next.completion);
}

/** Which emoji the names stand for, the one in the line first: fonts draw some of them alike. */
function emojiWord({ emoji, chosen }: Completion): string {
  const from = Math.max(0, chosen - 1);
  return [...emoji.slice(from), ...emoji.slice(0, from)]
    .map((one) => `${one.emoji} :${one.name}:`)
    .join('  ');
}

function candidates(model: Model, window: Window): Candidates {
  return {
    commands: slashSpecs('client').map((spec) => `/${spec.verb}`),
    names: people(model, window),
    wordsAfter: settingWords,
    rooms: [...model.session.chat.rooms.values()].map((room) => room.name),
  };
}

function people(model: Model, window: Window): readonly string[] {
  const { chat } = model.session;
  const present = new Set(
    [...(findRoom(chat, window.place)?.people.values() ?? [])].map((person) => person.name),
  );
  if (present.size === 0 && window.place !== '') present.add(window.place);
  present.delete(chat.me);
  const speakers = recentSpeakers(window).filter((name) => present.has(name));
  return [...new Set([...speakers, ...[...present].sort()])];
}

/** Those who spoke to me come before those who spoke, each the last one first. */
function recentSpeakers(window: Window): readonly string[] {
  const toMe: string[] = [];
  const others: string[] = [];
  for (let age = 0; age < Math.min(LOOK_BACK, window.timeline.length); age += 1) {
    const entry = window.timeline.fromEnd(age);
    if (entry !== undefined && entry.who !== '') (entry.mention ? toMe : others).push(entry.who);
  }
  return [...toMe, ...others];
}
