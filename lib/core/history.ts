/** Who may read what of the past, and the questions to the store that follow from it. */
import { fold, sameName } from '../base/casefold.js';
import { HISTORY_ON_ENTRY } from '../base/limits.js';
import type { Millis } from '../base/result.js';
import { isPrivate, privateConversation, roomConversation, type Conversation } from './conversation.js';
import type { Effect } from './effect.js';
import type { Entry } from './kept.js';
import type { PageQuestion, Position, SearchQuestion, TargetRow, Which } from './question.js';
import type { NotReadable } from './refusal.js';
import type { NamedTarget } from './reply.js';
import { findPerson, findRoom, type Room, type Session, type World } from './world.js';

/** A conversation that the asker may read, from `since` on; null is from its beginning. */
export interface Readable {
  readonly conversation: Conversation;
  /** The room or the person, as others read it. */
  readonly name: string;
  readonly since: Millis | null;
}

/** What the asker may read under the name of a room or of a person; or why nothing. */
export function readableAs(world: World, asker: Session, target: string): Readable | NotReadable {
  if (world.settings.history === 'off') return 'off';
  if (!target.startsWith('#')) return readablePrivately(world, asker, target) ?? 'outside';
  const room = findRoom(world, target);
  const since = room === undefined ? undefined : sinceIn(world, asker, room);
  if (room === undefined || since === undefined) return 'outside';
  return { conversation: roomConversation(room.name), name: room.name, since };
}

/** From when on the asker may read the room; null is from its beginning, undefined is nothing. */
function sinceIn({ settings }: World, asker: Session, room: Room): Millis | null | undefined {
  const membership = room.members.get(asker);
  if (membership === undefined) return undefined;
  return settings.history === 'open' ? null : membership.since;
}

/** Between two accounts, never between names: whoever merely holds one has read nothing under it. */
function readablePrivately(world: World, asker: Session, target: string): Readable | null {
  const mine = asker.person.account;
  const other = accountUnder(world, target);
  if (mine === null || other === null) return null;
  const { account, name } = other;
  return { conversation: privateConversation(mine, account), name, since: sincePrivately(world, asker) };
}

function sincePrivately({ settings }: World, asker: Session): Millis | null {
  return settings.history === 'open' ? null : asker.since;
}

/** The account that whoever has the name is logged in to; else the one that the name belongs to. */
export function accountUnder(
  world: World,
  target: string,
): { readonly account: string; readonly name: string } | null {
  const person = findPerson(world, target)?.person;
  if (person !== undefined && person.account !== null) return { account: person.account, name: person.name };
  const account = world.accounts.get(fold(target))?.name;
  return account === undefined ? null : { account, name: account };
}

type Wanted =
  | Pick<PageQuestion, 'kind' | 'which' | 'events' | 'reactions' | 'limit'>
  | Pick<SearchQuestion, 'kind' | 'words' | 'from' | 'after' | 'before' | 'limit'>;

export function askAbout(asker: Session, { conversation, name, since }: Readable, wanted: Wanted): Effect {
  const question = { ...wanted, conversation, since };
  return { kind: 'ask-store', to: asker.id, question, target: name, onEntry: false };
}

/** What a person with `nc` is shown of the room that was just entered. */
export function askOnEntry({ settings }: World, asker: Session, room: Room): readonly Effect[] {
  if (settings.history !== 'open') return [];
  const question = {
    kind: 'page',
    conversation: roomConversation(room.name),
    which: { kind: 'latest', after: null },
    limit: HISTORY_ON_ENTRY,
    events: false,
    since: null,
  } as const;
  return [{ kind: 'ask-store', to: asker.id, question, target: room.name, onEntry: true }];
}

/** The store's answer with the names that the asker calls the conversations by, without what it may not read. */
export function namedTargets(
  world: World,
  asker: Session | undefined,
  rows: readonly TargetRow[],
): readonly NamedTarget[] {
  if (asker === undefined) return [];
  return rows.flatMap((row) => {
    const found = isPrivate(row.conversation)
      ? { name: otherAccount(world, asker, row.conversation), since: sincePrivately(world, asker) }
      : roomTarget(world, asker, row.conversation);
    if (found?.since === undefined || (found.since !== null && row.at < found.since)) return [];
    return [{ ...row, name: found.name }];
  });
}

function roomTarget(world: World, asker: Session, conversation: Conversation) {
  const room = findRoom(world, conversation);
  return room === undefined ? null : { name: room.name, since: sinceIn(world, asker, room) };
}

function otherAccount(world: World, { person }: Session, conversation: Conversation): string {
  const [one = '', other = ''] = conversation.split(' ');
  const folded = sameName(one, person.account ?? '') ? other : one;
  return world.accounts.get(fold(folded))?.name ?? folded;
}

/** Those that a question for the next ones would ask for, after a page that is full; null where no page follows. */
export function behind(which: Which, page: readonly Entry[]): Which | null {
  const [first, last] = [positionOf(page[0]), positionOf(page.at(-1))];
  if (first === null || last === null) return null;
  switch (which.kind) {
    case 'latest':
      return which.after === null
        ? { kind: 'before', at: first }
        : { kind: 'between', from: first, to: which.after };
    case 'before':
      return { kind: 'before', at: first };
    case 'after':
      return { kind: 'after', at: last };
    case 'between':
      return { ...which, from: isBackwards(which.from, page[0]) ? first : last };
    case 'around':
      return null;
  }
}

function positionOf(entry: Entry | undefined): Position | null {
  return entry === undefined ? null : { by: 'id', id: entry.happening.id };
}

/** Whether what lies between two positions is asked for from the later one. Ids compare as their messages came. */
export function isBackwards(from: Position, first: Entry | undefined): boolean {
  if (first === undefined) return false;
  return from.by === 'time' ? from.at > first.happening.at : from.id > first.happening.id;
}
