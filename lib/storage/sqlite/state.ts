/** Rooms, bans, mutes, accounts: a few thousand small things, each kept as JSON under the name it is known by. */
import { fold } from '../../base/casefold.js';
import type { NodeId } from '../../base/ids.js';
import type { Millis } from '../../base/result.js';
import type { Account } from '../../core/account.js';
import { roomConversation, type Conversation } from '../../core/conversation.js';
import type { Change, Kept, KeptMute, KeptRoom } from '../../core/kept.js';
import type { RoomModes, ServerBan } from '../../core/world.js';
import type { StatementName, Statements } from './statements.js';

type StateChange = Exclude<Change, { readonly kind: 'entry' | 'redact' }>;

/** A map, as JSON has none. */
type Pairs = readonly (readonly [string, string])[];

/** Rooms have more to them than the first files say. */
type StoredRoom = Omit<KeptRoom, 'modes' | 'retention' | 'exceptions' | 'inviteExceptions' | 'metadata'> &
  Partial<Pick<KeptRoom, 'retention' | 'exceptions' | 'inviteExceptions'>> & {
    readonly modes: Omit<RoomModes, 'noCtcp'> & Partial<RoomModes>;
    readonly metadata?: Pairs;
  };

function completed(room: StoredRoom): KeptRoom {
  const modes = { noCtcp: false, ...room.modes };
  return {
    retention: null,
    exceptions: [],
    inviteExceptions: [],
    ...room,
    modes,
    metadata: new Map(room.metadata ?? []),
  };
}

type StoredAccount = Omit<Account, 'read' | 'metadata'> & { readonly metadata?: Pairs };

/** `node` becomes the server's own where it has none yet. */
export function loadState(statements: Statements, node: NodeId): Omit<Kept, 'lastAt'> {
  const known = statements.get('fact', ['node'])?.[0] ?? null;
  if (known === null) statements.run('setFact', ['node', node]);
  const list = <Item>(name: StatementName): Item[] =>
    statements.all(name, []).map(([json]) => JSON.parse(json as string) as Item);
  return {
    node: (known ?? node) as NodeId,
    rooms: list<StoredRoom>('rooms').map(completed),
    bans: list<ServerBan>('bans'),
    mutes: list<KeptMute>('mutes'),
    accounts: withMarkers(statements, list<StoredAccount>('accounts')),
  };
}

function withMarkers(statements: Statements, accounts: readonly StoredAccount[]): readonly Account[] {
  const read = new Map(accounts.map(({ name }) => [fold(name) as string, new Map<Conversation, Millis>()]));
  for (const [account, conversation, at] of statements.all('readMarkers', [])) {
    read.get(account as string)?.set(conversation as Conversation, Number(at));
  }
  return accounts.map(({ metadata, ...account }) => {
    const own = metadata === undefined ? {} : { metadata: new Map(metadata) };
    return { ...account, ...own, read: read.get(fold(account.name)) ?? new Map() };
  });
}

/** What a change says of messages is for `History`. */
export function changeState(statements: Statements, change: StateChange): void {
  switch (change.kind) {
    case 'room':
      set(statements, 'setRoom', change.room.name, storedRoom(change.room));
      return;
    case 'room-renamed':
      statements.run('moveReadMarkers', [roomConversation(change.room.name), roomConversation(change.from)]);
      remove(statements, 'removeRoom', change.from);
      set(statements, 'setRoom', change.room.name, storedRoom(change.room));
      return;
    case 'room-gone':
      remove(statements, 'removeRoom', change.name);
      return;
    case 'ban':
      set(statements, 'setBan', change.ban.target, change.ban);
      return;
    case 'unban':
      remove(statements, 'removeBan', change.target);
      return;
    case 'mute':
      set(statements, 'setMute', change.mute.name, change.mute);
      return;
    case 'unmute':
      remove(statements, 'removeMute', change.name);
      return;
    case 'account':
      set(statements, 'setAccount', change.account.name, withoutRead(change.account));
      return;
    case 'account-gone':
      remove(statements, 'removeAccount', change.name);
      remove(statements, 'removeReadMarkers', change.name);
      return;
    case 'read':
      statements.run('setReadMarker', [fold(change.account), change.conversation, change.at]);
      return;
    case 'unread':
      statements.run('removeReadMarker', [fold(change.account), change.conversation]);
  }
}

function storedRoom({ metadata, ...room }: KeptRoom): StoredRoom {
  return { ...room, ...pairsOf(metadata) };
}

function pairsOf(metadata: ReadonlyMap<string, string> = new Map()): { readonly metadata?: Pairs } {
  return metadata.size === 0 ? {} : { metadata: Array.from(metadata) };
}

function withoutRead(account: Account): StoredAccount {
  const { name, createdAt, usedAt, password, devices, suspended, operator = false } = account;
  return {
    name,
    createdAt,
    usedAt,
    password,
    devices,
    suspended,
    ...(operator ? { operator } : {}),
    ...pairsOf(account.metadata),
  };
}

function set(statements: Statements, statement: StatementName, name: string, value: object): void {
  statements.run(statement, [fold(name), JSON.stringify(value)]);
}

function remove(statements: Statements, statement: StatementName, name: string): void {
  statements.run(statement, [fold(name)]);
}
