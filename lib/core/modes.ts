/** The modes of a room: parsed, applied and described by one table (Modern IRC, "Channel Modes"). */
import { fold, sameName } from '../base/casefold.js';
import { KEY_LENGTH_MAX, ROOM_LIST_MAX } from '../base/limits.js';
import type { Millis } from '../base/result.js';
import type { Refusal } from './refusal.js';
import { findPerson, type ListedMask, type Person, type Room, type RoomModes, type World } from './world.js';
import { fullMask, isUnknownExtban } from './masks.js';

/** Type D modes: on or off, no parameter. */
const FLAGS: Readonly<Record<string, FlagName>> = {
  i: 'inviteOnly',
  m: 'moderated',
  n: 'noOutside',
  s: 'secret',
  t: 'topicByOperators',
  C: 'noCtcp',
};

type FlagName = { [K in keyof RoomModes]: RoomModes[K] extends boolean ? K : never }[keyof RoomModes];

/** Modes whose setting takes a parameter; k takes one for unsetting too, l does not. */
const NEED_PARAM_TO_SET = 'beIklov';
const NEED_PARAM_TO_UNSET = 'beIov';

/** Changes with a parameter in one MODE (ISUPPORT MODES). */
export const MODE_PARAMS_MAX = 4;

/** Type A modes: lists of masks. */
const LISTS = { b: 'bans', e: 'exceptions', I: 'inviteExceptions' } as const satisfies Readonly<
  Record<string, keyof Room>
>;

export type ListMode = keyof typeof LISTS;

function isListMode(mode: string): mode is ListMode {
  return mode in LISTS;
}

export function listOf(room: Room, mode: ListMode): readonly ListedMask[] {
  return room[LISTS[mode]];
}

export interface ModeChange {
  readonly set: boolean;
  readonly mode: string;
  readonly param: string;
}

/** Letters of one MODE that are looked at: there are thirteen modes, and the answer must fit one line. */
const MODE_LETTERS_MAX = 40;

interface Parsed {
  readonly wanted: readonly ModeChange[];
  /** The lists that were asked for. */
  readonly queries: readonly ListMode[];
  readonly refusals: readonly Refusal[];
}

/** Splits `+ov-k` and its parameters into single changes. What goes beyond the limit of parameters is ignored. */
export function parseModeChanges(changes: string, params: readonly string[]): Parsed {
  const wanted: ModeChange[] = [];
  const unknown = new Set<string>();
  const left = params.slice(0, MODE_PARAMS_MAX);
  const queries = new Set<ListMode>();
  let set = true;
  for (const mode of changes.slice(0, MODE_LETTERS_MAX)) {
    if (mode === '+' || mode === '-') set = mode === '+';
    else if (isListMode(mode) && left.length === 0) {
      if (params.length <= MODE_PARAMS_MAX) queries.add(mode);
    } else if (!(mode in FLAGS) && !NEED_PARAM_TO_SET.includes(mode)) unknown.add(mode);
    else {
      const param = takeParam(mode, set, left);
      // A mode without its parameter is ignored, as Modern IRC says.
      if (param !== null) wanted.push({ set, mode, param });
    }
  }
  const refusals = Array.from(unknown, (mode) => ({ why: 'unknown-mode', mode }) as const);
  return { wanted, queries: [...queries], refusals };
}

function takeParam(mode: string, set: boolean, left: string[]): string | null {
  const needed = set ? NEED_PARAM_TO_SET : NEED_PARAM_TO_UNSET;
  // -k is sent with the key, with * and with nothing.
  if (mode === 'k' && !set) return left.shift() ?? '*';
  if (!needed.includes(mode)) return '';
  return left.shift() ?? null;
}

interface Outcome {
  readonly changes: string;
  readonly params: readonly string[];
  readonly refusals: readonly Refusal[];
}

/** Applies what can be applied. What had no effect, or was undone by the same command, is left out of the outcome. */
export function applyModes(
  world: World,
  room: Room,
  wanted: readonly ModeChange[],
  who: Person,
  now: Millis,
): Outcome {
  const { key, limit } = room.modes;
  const done = new Map<string, ModeChange>();
  const refusals: Refusal[] = [];
  for (const change of wanted) {
    const result = applyMode(world, room, change, who, now);
    if (result === null) continue;
    if ('why' in result) refusals.push(result);
    else note(done, result);
  }
  if (room.modes.key === key) done.delete('k');
  if (room.modes.limit === limit) done.delete('l');
  return { ...spell(Array.from(done.values())), refusals };
}

/** Of a mode with a value the last one counts; all others are on or off, and a second change is back to the first. */
function note(done: Map<string, ModeChange>, change: ModeChange): void {
  const hasValue = change.mode === 'k' || change.mode === 'l';
  const what = hasValue ? change.mode : `${change.mode} ${fold(change.param)}`;
  const isBack = done.delete(what) && !hasValue;
  if (!isBack) done.set(what, change);
}

function applyMode(
  world: World,
  room: Room,
  change: ModeChange,
  who: Person,
  now: Millis,
): ModeChange | Refusal | null {
  const flag = FLAGS[change.mode];
  if (flag !== undefined) return applyFlag(room.modes, flag, change);
  switch (change.mode) {
    case 'k':
      return applyKey(room, change);
    case 'l':
      return applyLimit(room, change);
    case 'b':
    case 'e':
    case 'I':
      return applyMask(room, { ...change, mode: change.mode }, who, now);
    default:
      return applyMemberMode(world, room, change);
  }
}

function applyFlag(modes: RoomModes, flag: FlagName, change: ModeChange): ModeChange | null {
  if (modes[flag] === change.set) return null;
  modes[flag] = change.set;
  return change;
}

function applyKey(room: Room, change: ModeChange): ModeChange | Refusal | null {
  const { modes } = room;
  if (!change.set) {
    if (modes.key === null) return null;
    modes.key = null;
    return { ...change, param: '*' };
  }
  if (!/^[!-+\--9;-~]+$/.test(change.param) || change.param.length > KEY_LENGTH_MAX) {
    return { ...change, why: 'bad-mode-param', room: room.name, problem: 'key' };
  }
  if (modes.key === change.param) return null;
  modes.key = change.param;
  return change;
}

function applyLimit(room: Room, change: ModeChange): ModeChange | Refusal | null {
  const { modes } = room;
  if (!change.set) {
    if (modes.limit === null) return null;
    modes.limit = null;
    return change;
  }
  if (!/^0*[1-9][0-9]{0,8}$/.test(change.param)) {
    return { ...change, why: 'bad-mode-param', room: room.name, problem: 'limit' };
  }
  const limit = Number(change.param);
  if (modes.limit === limit) return null;
  modes.limit = limit;
  return { ...change, param: String(limit) };
}

function applyMask(
  room: Room,
  change: ModeChange & { readonly mode: ListMode },
  who: Person,
  now: Millis,
): ModeChange | Refusal | null {
  if (isUnknownExtban(change.param, change.mode === 'I')) {
    return { ...change, why: 'bad-mode-param', room: room.name, problem: 'extban' };
  }
  const mask = fullMask(change.param);
  if (mask === null) return { ...change, why: 'bad-mode-param', room: room.name, problem: 'mask' };
  const list = room[LISTS[change.mode]];
  const index = list.findIndex((one) => sameName(one.mask, mask));
  if (!change.set) {
    if (index === -1) return null;
    list.splice(index, 1);
    return { ...change, param: mask };
  }
  if (index !== -1) return null;
  if (list.length >= ROOM_LIST_MAX) return { why: 'list-full', room: room.name, mask, mode: change.mode };
  list.push({ mask, by: who.name, at: now });
  return { ...change, param: mask };
}

function applyMemberMode(world: World, room: Room, change: ModeChange): ModeChange | Refusal | null {
  const session = findPerson(world, change.param);
  if (session === undefined) return { why: 'no-such-person', name: change.param };
  const membership = room.members.get(session);
  const name = session.person.name;
  if (membership === undefined) return { why: 'they-are-not-in-room', name, room: room.name };
  const power = change.mode === 'o' ? 'operator' : 'voice';
  if (membership[power] === change.set) return null;
  membership[power] = change.set;
  room.memberChanges += 1;
  return { ...change, param: name };
}

/** As one line of changes with its parameters; each sign once. */
export function spell(changes: readonly ModeChange[]): { changes: string; params: string[] } {
  let text = '';
  let sign: boolean | null = null;
  const params: string[] = [];
  for (const change of changes) {
    if (change.set !== sign) text += change.set ? '+' : '-';
    sign = change.set;
    text += change.mode;
    if (change.param !== '') params.push(change.param);
  }
  return { changes: text, params };
}

/** The modes set, for 324; the key only for those inside. */
export function describeModes(room: Room, isMember: boolean): { changes: string; params: string[] } {
  const { modes } = room;
  let changes = '+';
  const params: string[] = [];
  for (const [mode, flag] of Object.entries(FLAGS)) if (modes[flag]) changes += mode;
  if (modes.key !== null) {
    changes += 'k';
    params.push(isMember ? modes.key : '*');
  }
  if (modes.limit !== null) {
    changes += 'l';
    params.push(String(modes.limit));
  }
  return { changes, params };
}
