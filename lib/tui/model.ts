/** All that the full screen shows depends on this; `update` changes it, `view` reads it. */
import type { Millis } from '../base/result.js';
import type { SafeText } from '../base/safe-text.js';
import type { LinkStatus } from '../client/event.js';
import type { Session } from '../client/session.js';
import type { Settings } from '../client/settings.js';
import type { OwnTyping, Typist } from '../client/typing.js';
import type { Comings } from './comings.js';
import type { Completion } from './completion.js';
import type { Draft } from './message.js';
import { emptyEditor, setText, type Editor } from './editor.js';
import type { Entry } from './entry.js';
import type { Notice, Size } from './frame.js';
import type { Paste } from './paste.js';
import type { Recall } from './recall.js';
import type { SecretPrompt } from './secret.js';
import type { Selection } from './selection.js';
import type { Reading } from './snippets.js';
import type { Position } from './timeline.js';
import { emptyWindow, type Look, type Window } from './window.js';

export interface NamePrompt {
  editor: Editor;
  /** Why the last one will not do; empty at first. */
  trouble: string;
  /** Waiting for the server's word on the name. */
  asked: boolean;
  /** The name that its owner may have with a password, by typing /password here. */
  mayProve: string | null;
}

export interface Model {
  /** The client's own state: read here, changed by the session only. */
  readonly session: Session;
  readonly address: string;
  /** Read where it matters and kept nowhere else: `/set` changes it at any time. */
  settings: Settings;
  status: LinkStatus;
  size: Size;
  now: Millis;
  /** Null once there is a name. */
  name: NamePrompt | null;
  /** A password being asked for; it comes before everything else that could be typed. */
  secret: SecretPrompt | null;
  /** Never empty. */
  readonly windows: Window[];
  current: number;
  /** What is explained over the messages; null while nothing is. */
  help: Help | null;
  /** Of an earlier visit, for rooms that one is not in yet. */
  drafts: readonly Draft[];
  /** Asked about what is not sent yet, before one leaves: leaving again means it. */
  askedToLeave: boolean;
  /** The quit keys are shown until one has been used. */
  quitKeysKnown: boolean;
  focused: boolean;
  mouse: boolean;
  /** Whether there is a list of rooms, and one of people: by the settings and as there is room, or as one has chosen. */
  rooms: 'fitting' | 'shown' | 'hidden';
  people: 'fitting' | 'shown' | 'hidden';
  /** Rows of that list that are scrolled away. */
  peopleTop: number;
  /** Who writes elsewhere, the first to begin first. */
  typists: readonly Typist[];
  /** That we write was told there, and when; null when it is over. */
  ownTyping: OwnTyping | null;
  /** What the status line says for a moment. */
  hint: Hint | null;
  /** Rings with the next frame. */
  bell: boolean;
  /** Goes to the desktop with the next frame. */
  notice: Notice | null;
  /** When the last one went. */
  noticedAt: Millis;
  /** The room being entered: its topic and names come now, and are nobody's doing. */
  entering: string | null;
  completion: Completion | null;
  /** Ctrl-R: looking through what one has sent; null while one does not. */
  recall: Recall | null;
  /** Of the last search, until it is closed. */
  results: Results | null;
  /** Many lines were pasted, and it is asked what to do with them; null while nothing is asked. */
  paste: Paste | null;
  /** A snippet that is being read; null while none is. */
  reading: Reading | null;
  /** Snippets of one's own that were taken back, by their keys: what still comes of them is, too. */
  readonly takenBack: Set<string>;
  /** A message of this window is being chosen; null while none is. */
  selection: Selection | null;
  /** Plain lines in place of the screen, to be copied; null most of the time. */
  bare: readonly SafeText[] | null;
  /** Receipts that are still to be sent, and when the last one went. */
  readonly receipts: Map<string, { readonly who: string; readonly id: string }>;
  receiptAt: Millis;
  /** A word about what a key has done, until the next key. */
  word: string;
}

/** `offset`: rows that are scrolled away. */
export interface Help {
  readonly about: 'keys' | 'settings';
  readonly offset: number;
}

export interface Hint {
  readonly text: string;
  readonly until: Millis;
  /** Who came and went, where it tells of that: the next may be told in it too. */
  readonly comings: Comings | null;
}

/** What was on the screen. */
export interface Place {
  readonly window: Window;
  readonly excerpt: Window['excerpt'];
  readonly position: Position;
}

/** What a search has found. */
export interface Results {
  readonly place: string;
  readonly words: string;
  /** Oldest first; null until the server has answered. */
  entries: readonly Entry[] | null;
  more: boolean;
  selected: number;
  /** Where one was reading. */
  readonly back: Place;
  /** On the screen; else Escape brings them back. */
  isOpen: boolean;
}

export interface ModelOptions {
  readonly session: Session;
  readonly address: string;
  readonly settings: Settings;
  readonly status: LinkStatus;
  readonly size: Size;
  readonly now: Millis;
  /** The name to ask with, filled in; null where the name was given already. */
  readonly offeredName: string | null;
}

export function createModel(options: ModelOptions): Model {
  const { session, address, settings, status, size, now, offeredName } = options;
  const model: Model = {
    session,
    address,
    settings,
    status,
    size,
    now,
    name: offeredName === null ? null : namePrompt(offeredName, ''),
    secret: null,
    windows: [],
    current: 0,
    help: null,
    drafts: [],
    askedToLeave: false,
    results: null,
    quitKeysKnown: false,
    focused: true,
    mouse: settings.mouse === 'on',
    rooms: 'fitting',
    people: 'fitting',
    peopleTop: 0,
    typists: [],
    ownTyping: null,
    hint: null,
    bell: false,
    notice: null,
    noticedAt: -Infinity,
    entering: null,
    completion: null,
    recall: null,
    paste: null,
    reading: null,
    takenBack: new Set(),
    selection: null,
    bare: null,
    receipts: new Map(),
    receiptAt: -Infinity,
    word: '',
  };
  model.windows.push(emptyWindow('', () => lookOf(model)));
  return model;
}

/** Read by its windows whenever they lay out something. */
export function lookOf({ settings, size }: Model): Look {
  return { clock: settings.time, columns: size.columns };
}

export function namePrompt(name: string, trouble: string): NamePrompt {
  return { editor: setText(emptyEditor(), name), trouble, asked: false, mayProve: null };
}
