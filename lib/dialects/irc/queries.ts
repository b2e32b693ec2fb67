/** What is asked of the server and of people, a row each: WHO, LIST, HELP and their kin (RFC 2812 sections 3.4 to 3.6). */
import { sameName } from '../../base/casefold.js';
import type { ListCondition } from '../../core/command.js';
import { matchesMask } from '../../core/masks.js';
import type { WhoFields } from '../../core/reply.js';
import type { Action } from '../dialect.js';
import { asSent, middle, numeric } from './answer.js';
import { helpLines } from './help.js';
import { ask, listed, NO_PARAMS, type Asked, type Row } from './rows.js';
import { answering } from './visitor.js';

/** Names in one WHOIS, conditions in one LIST. */
const NAMES_MAX = 4;
const CONDITIONS_MAX = 20;

/** A count, of up to nine digits. */
const NUMBER = /^[0-9]{1,9}$/;

export const QUERIES: Readonly<Record<string, Row>> = {
  ADMIN: { min: 0, run: ofServer(0, admin) },
  HELP: { min: 0, run: help },
  HELPOP: { min: 0, run: help },
  INFO: { min: 0, run: ofServer(0, info) },
  LINKS: { min: 0, run: links },
  LIST: { min: 0, run: list },
  LUSERS: { min: 0, run: ofServer(1, () => [ask('lusers', NO_PARAMS)]) },
  MOTD: { min: 0, run: ofServer(0, () => [ask('motd', NO_PARAMS)]) },
  STATS: { min: 1, run: ofServer(1, stats) },
  SUMMON: { min: 0, run: (asked) => [said(asked, 'ERR_SUMMONDISABLED', [], 'SUMMON has been disabled')] },
  TIME: { min: 0, run: ofServer(0, () => [ask('time', NO_PARAMS)]) },
  USERS: { min: 0, run: (asked) => [said(asked, 'ERR_USERSDISABLED', [], 'USERS has been disabled')] },
  VERSION: { min: 0, run: ofServer(0, () => [ask('version', NO_PARAMS)]) },
  WHO: { min: 0, run: who },
  WHOIS: { min: 0, run: whois },
  WHOWAS: { min: 0, run: whowas },
};

/** A parameter may name a server to ask, by a mask or by somebody on it: there is only this one (402). */
function ofServer(index: number, run: (asked: Asked) => readonly Action[]): Row['run'] {
  return (asked) => {
    const target = asked.params[index] ?? '';
    return target === '' || isThisServer(asked, target) ? run(asked) : [noSuchServer(asked, target)];
  };
}

function isThisServer(asked: Asked, target: string): boolean {
  return matchesMask(serverOf(asked), target) || asked.visitor.surroundings.isHere(target);
}

function noSuchServer(asked: Asked, target: string): Action {
  const to = answering(asked.visitor, asked.me);
  return said(asked, 'ERR_NOSUCHSERVER', [middle(to, target)], 'No such server');
}

function serverOf({ visitor }: Asked): string {
  return visitor.surroundings.settings.server;
}

function said({ visitor, me }: Asked, ...line: NumericLine): Action {
  return { kind: 'send', lines: [numeric(answering(visitor, me), ...line)] };
}

function asSentBy({ visitor, me }: Asked, param: string): string {
  return asSent(answering(visitor, me), param);
}

type NumericLine = [name: Parameters<typeof numeric>[1], params: readonly string[], text?: string];

function help({ visitor, me, params }: Asked): readonly Action[] {
  return [{ kind: 'send', lines: helpLines(answering(visitor, me), params[0] ?? '') }];
}

function admin(asked: Asked): readonly Action[] {
  const { chatroom, mainRoom } = asked.visitor.surroundings.settings;
  return [
    said(asked, 'RPL_ADMINME', [serverOf(asked)], 'Administrative info'),
    said(asked, 'RPL_ADMINLOC1', [], chatroom),
    said(asked, 'RPL_ADMINLOC2', [], 'Whoever opened it is in the place where you are'),
    said(asked, 'RPL_ADMINEMAIL', [], `There is no address to write to: ask in ${mainRoom}`),
  ];
}

function info(asked: Asked): readonly Action[] {
  const { version } = asked.visitor.surroundings.settings;
  const lines = [
    `lanchat ${version}: the chatroom for people in one place, without internet`,
    'It speaks IRC with its IRCv3 extensions, and with people who have nothing but nc',
  ];
  return [
    ...lines.map((text) => said(asked, 'RPL_INFO', [], text)),
    said(asked, 'RPL_ENDOFINFO', [], 'End of INFO list'),
  ];
}

function links(asked: Asked): readonly Action[] {
  const server = serverOf(asked);
  const mask = asked.params[1] ?? asked.params[0] ?? '*';
  const { chatroom } = asked.visitor.surroundings.settings;
  const row = matchesMask(server, mask)
    ? [said(asked, 'RPL_LINKS', [asSentBy(asked, mask), server], `0 ${chatroom}`)]
    : [];
  return [...row, said(asked, 'RPL_ENDOFLINKS', [asSentBy(asked, mask)], 'End of /LINKS list')];
}

function stats({ visitor, me, params }: Asked): readonly Action[] {
  const [query = ''] = middle(answering(visitor, me), params[0] ?? '');
  return [ask('stats', { query })];
}

function list({ params }: Asked): readonly Action[] {
  // Names of rooms, then conditions; both are told apart by how they look.
  const words = params.slice(0, 2).join(',');
  return [ask('list', { conditions: listed(words, CONDITIONS_MAX).map(conditionOf) })];
}

/** `#a*`, `!#b*`, `>5`, `C<60`, `T>10` (ISUPPORT ELIST). */
function conditionOf(word: string): ListCondition {
  const [, letter = '', sign = '', number = ''] = /^([CT]?)([<>])([0-9]{1,9})$/i.exec(word) ?? [];
  if (sign !== '') {
    const kind = letter === '' ? 'people' : letter.toUpperCase() === 'C' ? 'created' : 'topic';
    return { kind, more: sign === '>', than: Number(number) };
  }
  return word.startsWith('!')
    ? { kind: 'mask', mask: word.slice(1), isNot: true }
    : { kind: 'mask', mask: word, isNot: false };
}

/**
 * `WHO <mask> [o][%<fields>[,<token>]]`; a third parameter is the mask, whatever it begins with (IRCv3 WHOX). A token that
 * is none, of up to three digits, is as good as none.
 */
function who({ params }: Asked): readonly Action[] {
  const [first = '', flags = '', third] = params;
  const [, letters = '', wanted, sent = ''] = /^([^%]*)(?:%([^,]*)(?:,(.*))?)?$/s.exec(flags) ?? [];
  const token = /^[0-9]{1,3}$/.test(sent) ? sent : '';
  const fields: WhoFields | null = wanted === undefined ? null : { letters: wanted, token };
  const args = { mask: third ?? first, operators: letters.includes('o'), fields };
  return [ask('who', args)];
}

/** With two parameters the first names a server to ask, or somebody on it. */
function whois(asked: Asked): readonly Action[] {
  const [first, second] = asked.params;
  if (first === undefined) return [said(asked, 'ERR_NONICKNAMEGIVEN', [], 'No nickname given')];
  const isHere = second === undefined || isThisServer(asked, first) || sameName(first, second);
  if (!isHere) return [noSuchServer(asked, first)];
  const wanted = second ?? first;
  const names = listed(wanted, NAMES_MAX);
  if (names.length === 0) return [said(asked, 'ERR_NONICKNAMEGIVEN', [], 'No nickname given')];
  return [ask('whois', { names, asked: wanted })];
}

function whowas(asked: Asked): readonly Action[] {
  const [names = '', count = ''] = asked.params;
  const wanted = listed(names, NAMES_MAX);
  if (wanted.length === 0) return [said(asked, 'ERR_NONICKNAMEGIVEN', [], 'No nickname given')];
  return [ask('whowas', { names: wanted, asked: names, count: NUMBER.test(count) ? Number(count) : 0 })];
}
