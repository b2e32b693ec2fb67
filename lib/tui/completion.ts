/** Tab: completes names, commands, rooms and emoji, one candidate after the other, and then what was typed again. */
import { emojiStarting, type NamedEmoji } from '../client/emoji.js';
import { slashSpecs } from '../protocol/slash.js';
import { splitCells } from './grapheme-cells.js';

/** Emoji offered for the beginning of a name: more than one goes through. */
const EMOJI_MAX = 12;

export interface Candidates {
  /** The best first. */
  readonly names: readonly string[];
  /** With their slash, if they have one. */
  readonly commands: readonly string[];
  readonly rooms: readonly string[];
  /** The only words that fit after the beginning of a line; none where any do. */
  readonly wordsAfter?: (before: string) => readonly string[];
}

export interface Completion {
  readonly before: string;
  readonly after: string;
  /** What was typed first, then what it may stand for, each with what comes after it. */
  readonly choices: readonly string[];
  readonly chosen: number;
  /** The emoji among `choices`, in the same order after what was typed; empty where others are offered. */
  readonly emoji: readonly NamedEmoji[];
}

export interface Completed {
  readonly completion: Completion;
  readonly text: string;
  /** In cells, as the editor counts. */
  readonly cursor: number;
}

/** Null where nothing fits the word before the cursor; the cursor counts cells, as the editor does. */
export function startCompletion(text: string, cursor: number, candidates: Candidates): Completion | null {
  const typed = splitCells(text).slice(0, cursor).join('');
  const word = /\S*$/.exec(typed)?.[0] ?? '';
  const before = typed.slice(0, typed.length - word.length);
  const after = text.slice(typed.length);
  const emoji = isEmojiName(word) ? emojiStarting(word.replace(/^:|:$/g, ''), EMOJI_MAX) : [];
  const found =
    emoji.length > 0 ? emoji.map((one) => one.emoji) : choicesFor(word, before, after, candidates);
  return found.length === 0 ? null : { before, after, choices: [word, ...found], chosen: 0, emoji };
}

/** 1 for the next candidate, -1 for the one before. */
export function nextCompletion(completion: Completion, direction: 1 | -1): Completed {
  const { before, after, choices } = completion;
  const chosen = (completion.chosen + direction + choices.length) % choices.length;
  const typed = before + (choices[chosen] ?? '');
  return { completion: { ...completion, chosen }, text: typed + after, cursor: splitCells(typed).length };
}

function choicesFor(word: string, before: string, after: string, candidates: Candidates): readonly string[] {
  const isFirst = before === '';
  const hasSpace = /^\s/.test(after);
  const space = hasSpace ? '' : ' ';
  const { commands, names, rooms } = candidates;
  if (isFirst && word.startsWith('/')) return ended(starting(commands, word), space);
  const only = candidates.wordsAfter?.(before) ?? [];
  if (only.length > 0) return ended(starting(only, word), space);
  if (word.startsWith('#')) return ended(starting(rooms, word), space);
  if (isRoomWanted(before)) return ended(starting(rooms, `#${word}`), space);
  const people = ended(namesLike(names, word), isFirst ? `:${space}` : space);
  const bareCommands = isFirst ? commands.filter((command) => !command.startsWith('/')) : [];
  return [...new Set([...ended(starting(bareCommands, word), space), ...people])];
}

/** One letter would be the beginning of half of them, and `:)` of none. */
function isEmojiName(word: string): boolean {
  return /^:[a-z0-9_+-]{2,}:?$/i.test(word);
}

/** After `/join ` and the like: rooms have their sign by themselves. */
function isRoomWanted(before: string): boolean {
  const [, verb] = /^\/(\S+) +$/.exec(before) ?? [];
  if (verb === undefined) return false;
  const wanted = verb.toLowerCase();
  const spec = slashSpecs('client').find((one) => one.verb === wanted || one.aliases.includes(wanted));
  return spec?.parameters[0]?.kind === 'room';
}

function ended(words: readonly string[], end: string): readonly string[] {
  return words.map((word) => word + end);
}

function starting(words: readonly string[], start: string): readonly string[] {
  return words.filter((word) => folded(word).startsWith(folded(start)));
}

/** As typed, or without the decoration around names; an @ before the name stays. */
function namesLike(names: readonly string[], word: string): readonly string[] {
  const at = word.startsWith('@') ? '@' : '';
  const start = word.slice(at.length);
  const exact = starting(names, start);
  const bare = undecorated(start);
  const loose = names.filter((name) => !exact.includes(name) && undecorated(name).startsWith(bare));
  return [...exact, ...(bare === '' ? [] : loose)].map((name) => at + name);
}

function undecorated(name: string): string {
  return folded(name).replace(/^[[\]_-]+/, '');
}

function folded(word: string): string {
  return word.normalize('NFC').toLowerCase();
}
