/** What a visitor or the console may ask for, in no dialect's words. */
import type { Effect } from './effect.js';
import type { Post, Redact } from './happening.js';
import type { Session, World } from './world.js';
import type { Vouched } from './vouch.js';
import type { Which } from './question.js';
import type { WhoFields } from './reply.js';
import type { Millis } from '../base/result.js';

/** What a room of LIST has to be (ISUPPORT ELIST): all of the conditions, and of several masks one. */
export type ListCondition =
  | { readonly kind: 'mask'; readonly mask: string; readonly isNot: boolean }
  | { readonly kind: 'people' | 'created' | 'topic'; readonly more: boolean; readonly than: number };

/** A command that takes nothing. */
type NoArgs = Readonly<Record<string, never>>;

export interface CommandArgs {
  devices: NoArgs;
  'link-code': NoArgs;
  'link-device': { readonly account: string; readonly code: string };
  'register-account': { readonly name: string; readonly password: string };
  'remove-device': { readonly fingerprint: string };
  'set-password': { readonly password: string };
  away: { readonly message: string };
  invite: { readonly name: string; readonly room: string };
  invitations: NoArgs;
  ison: { readonly names: readonly string[] };
  kill: { readonly name: string; readonly reason: string };
  oper: { readonly name: string; readonly password: string };
  /**
   * `move` leaves the rooms one is in: a plain visitor is in one room at a time. Whoever `knowsRename` is told the new name
   * of a room; others are taken there.
   */
  join: {
    readonly room: string;
    readonly key: string;
    readonly move: boolean;
    readonly knowsRename?: boolean;
  };
  kick: { readonly room: string; readonly names: readonly string[]; readonly reason: string };
  list: { readonly conditions: readonly ListCondition[] };
  lusers: NoArgs;
  /** `params` are the arguments of the modes in `changes`; empty `changes` asks for the modes set. */
  mode: { readonly room: string; readonly changes: string; readonly params: readonly string[] };
  'user-mode': { readonly name: string; readonly changes: string };
  'monitor-add': { readonly names: readonly string[] };
  'monitor-clear': NoArgs;
  'monitor-list': NoArgs;
  'monitor-remove': { readonly names: readonly string[] };
  'monitor-status': NoArgs;
  'metadata-clear': { readonly target: string };
  'metadata-get': { readonly target: string; readonly keys: readonly string[] };
  'metadata-list': { readonly target: string };
  /** Null takes the key away. */
  'metadata-set': { readonly target: string; readonly key: string; readonly value: string | null };
  'metadata-forget': NoArgs;
  'metadata-subscribe': { readonly target: string; readonly keys: readonly string[] };
  'metadata-subscriptions': { readonly target: string };
  'metadata-sync': { readonly target: string };
  'metadata-unsubscribe': { readonly target: string; readonly keys: readonly string[] };
  motd: NoArgs;
  /** No rooms: everyone. */
  names: { readonly rooms: readonly string[] };
  part: { readonly room: string; readonly reason: string };
  'part-all': { readonly reason: string };
  post: Post;
  quit: { readonly reason: string };
  redact: Redact;
  rehash: NoArgs;
  'rename-room': { readonly room: string; readonly to: string; readonly reason: string };
  rename: { readonly name: string };
  time: NoArgs;
  /** Null asks for the topic. */
  topic: { readonly room: string; readonly text: string | null };
  userhost: { readonly names: readonly string[] };
  version: NoArgs;
  wallops: { readonly text: string };
  who: { readonly mask: string; readonly operators: boolean; readonly fields: WhoFields | null };
  /** `count`: how many at most; 0 for all. */
  whowas: { readonly names: readonly string[]; readonly asked: string; readonly count: number };
  /** `asked`: as it was typed, however much of it is answered. */
  whois: { readonly names: readonly string[]; readonly asked: string };
  'set-name': { readonly realName: string };
  stats: { readonly query: string };
  'history-page': {
    readonly target: string;
    readonly which: Which;
    readonly limit: number;
    readonly events: boolean;
    readonly reactions: boolean;
  };
  'history-search': {
    readonly target: string;
    readonly words: string;
    readonly from: string | null;
    readonly after: Millis | null;
    readonly before: Millis | null;
    readonly limit: number;
  };
  /** From one time to the other, which may be earlier: the answer begins at `from`. */
  'history-targets': { readonly from: Millis; readonly to: Millis; readonly limit: number };
  /** Up to when a room or the conversation with a person was read; null asks. */
  'mark-read': { readonly target: string; readonly at: Millis | null };
}

export type Verb = keyof CommandArgs;

export type Command<V extends Verb = Verb> = {
  [K in V]: { readonly verb: K; readonly args: CommandArgs[K] };
}[V];

export interface Context {
  readonly world: World;
  readonly from: Session;
  readonly now: Millis;
}

export interface CommandSpec<V extends Verb> {
  /** Whether it shows that the person is there; asking who is here does not. */
  readonly activity: boolean;
  /** What is said of it where it should outlive the server, and may not. */
  readonly vouches?: Vouched;
  /** Validates, changes the world, and describes: in that order, so that nothing is half done when it throws. */
  readonly run: (context: Context, args: CommandArgs[V]) => readonly Effect[];
}

export function command<V extends Verb>(verb: V, args: CommandArgs[V]): Command {
  return { verb, args } as unknown as Command;
}
