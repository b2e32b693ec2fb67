/** What a row of the command table looks like, and what many of them do. */
import { fold } from '../../base/casefold.js';
import { command, type CommandArgs, type Verb } from '../../core/command.js';
import type { Tags } from '../../protocol/line.js';
import type { Action } from '../dialect.js';
import type { ServerCap } from './caps.js';
import { numeric } from './answer.js';
import { answering, type Visitor } from './visitor.js';

export interface Asked {
  readonly visitor: Visitor;
  readonly params: readonly string[];
  readonly tags: Tags;
  /** The visitor's name, or null before registration. */
  readonly me: string | null;
}

/** 461 (RFC 2812 section 5.2). */
export function needMoreParams({ visitor, me }: Asked, name: string): readonly Action[] {
  const line = numeric(answering(visitor, me), 'ERR_NEEDMOREPARAMS', [name], 'Not enough parameters');
  return [{ kind: 'send', lines: [line] }];
}

/** 451 (RFC 2812 section 5.2). */
export function notRegistered({ visitor, me }: Pick<Asked, 'visitor' | 'me'>): readonly Action[] {
  const line = numeric(answering(visitor, me), 'ERR_NOTREGISTERED', [], 'You have not registered');
  return [{ kind: 'send', lines: [line] }];
}

/** A command that takes nothing. */
export const NO_PARAMS = {};

export function ask<V extends Verb>(verb: V, args: CommandArgs[V]): Action {
  return { kind: 'command', command: command(verb, args) };
}

/** The items of a comma-separated list, each once in whatever case, at most `most` of them. */
export function listed(list: string, most: number): string[] {
  if (!list.includes(',')) return list === '' ? [] : [list];
  const items = new Map<string, string>();
  for (const item of list.split(',')) {
    if (item !== '' && !items.has(fold(item))) items.set(fold(item), item);
  }
  return Array.from(items.values()).slice(0, most);
}

export interface Row {
  /** Fewer parameters get 461. */
  readonly min: number;
  /** Whether those parameters name something: where nothing is in one of them, it is missing. */
  readonly filled?: true;
  /** Whether it is also understood before registration. */
  readonly before?: true;
  /** Which parameter is free text: it is unescaped for those who speak `lanchat/ascii`. */
  readonly text?: number;
  /** Without them the command is not known. */
  readonly needs?: ServerCap | readonly ServerCap[];
  readonly run: (asked: Asked) => readonly Action[];
}
