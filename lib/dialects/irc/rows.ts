/** What a row of the command table looks like. */
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

export interface Row {
  /** Fewer parameters get 461. */
  readonly min: number;
  /** Whether it is also understood before registration. */
  readonly before?: true;
  /** Which parameter is free text: it is unescaped for those who speak `lanchat/ascii`. */
  readonly text?: number;
  /** Without it the command is not known. */
  readonly needs?: ServerCap;
  readonly run: (asked: Asked) => readonly Action[];
}
