/** METADATA as it is sent (IRCv3 draft/metadata-3, "METADATA client command"). */
import { CAP_BATCH, CAP_METADATA } from '../../protocol/caps.js';
import type { Action } from '../dialect.js';
import { middle, serverLine } from './answer.js';
import { metadataBeforeWelcome, type MetadataAsked } from './metadata-before.js';
import { ask, type Asked, type Row } from './rows.js';
import { answering } from './visitor.js';

/** A value is the last parameter; without one, and with an empty one, the key goes. */
export const METADATA_ROW: Row = {
  min: 0,
  before: true,
  text: 3,
  needs: [CAP_METADATA, CAP_BATCH],
  run: metadata,
};

/** How many parameters each takes after itself, at least and at most. */
const PARAMETERS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['GET', [1, Infinity]],
  ['LIST', [0, 0]],
  ['SET', [1, 2]],
  ['CLEAR', [0, 0]],
  ['SUB', [1, Infinity]],
  ['UNSUB', [1, Infinity]],
  ['SUBS', [0, 0]],
  ['SYNC', [0, 0]],
]);

function metadata(asked: Asked): readonly Action[] {
  const [target = '', given = '', ...rest] = asked.params;
  const subcommand = given.toUpperCase();
  const [least, most] = PARAMETERS.get(subcommand) ?? [0, -1];
  if (rest.length < least || rest.length > most) return invalid(asked, given, least);
  const isSet = subcommand === 'SET';
  const value = isSet && rest[1] !== undefined && rest[1] !== '' ? rest[1] : null;
  const command = { target, subcommand, keys: isSet ? rest.slice(0, 1) : rest, value };
  return asked.visitor.registered ? toCore(command) : metadataBeforeWelcome(asked, command);
}

/** The subcommand as it was given; `*` where it is none, or no word ("Replies"). */
function invalid({ visitor, me }: Asked, given: string, least: number): readonly Action[] {
  const to = answering(visitor, me);
  const word = given === '' || /[ :]/.test(given) ? '*' : middle(to, given);
  const isKnown = PARAMETERS.has(given.toUpperCase());
  const few = least > 0 ? 'Not enough parameters, or too many' : 'Too many parameters';
  const text = isKnown ? few : 'GET, LIST, SET, CLEAR, SUB, UNSUB, SUBS or SYNC';
  const line = serverLine(to, 'FAIL', ['METADATA', 'INVALID_PARAMS', word], text);
  return [{ kind: 'send', lines: [line] }];
}

function toCore({ target, subcommand, keys, value }: MetadataAsked): readonly Action[] {
  const [key = ''] = keys;
  switch (subcommand) {
    case 'GET':
      return [ask('metadata-get', { target, keys })];
    case 'LIST':
      return [ask('metadata-list', { target })];
    case 'SET':
      return [ask('metadata-set', { target, key, value })];
    case 'CLEAR':
      return [ask('metadata-clear', { target })];
    case 'SUB':
      return [ask('metadata-subscribe', { target, keys })];
    case 'UNSUB':
      return [ask('metadata-unsubscribe', { target, keys })];
    case 'SUBS':
      return [ask('metadata-subscriptions', { target })];
    default:
      return [ask('metadata-sync', { target })];
  }
}
