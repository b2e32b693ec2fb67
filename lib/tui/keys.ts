/** The one table of the keys outside of the input line: the screen, the help and the documentation read it. */
import { EDITOR_KEYS, keyId } from './editor-keys.js';
import type { KeyEvent } from './input-event.js';

export interface KeyRow {
  /** As `C-q`, `M-1`, `f1`: control, Alt (M), Shift (S), then the key's name. */
  readonly keys: readonly string[];
  readonly action: string;
  /** How a person would name the keys. */
  readonly label: string;
  readonly help: string;
}

export const KEYS = [
  { keys: ['enter'], action: 'send', label: 'Enter', help: 'Send what is typed' },
  {
    keys: ['M-enter', 'C-j', 'S-enter'],
    action: 'newline',
    label: 'Alt-Enter, Ctrl-J',
    help: 'Begin a new line in the message',
  },
  {
    keys: ['tab'],
    action: 'complete',
    label: 'Tab',
    help: 'Complete a name, a command, a room, a path or an :emoji:; again for the next',
  },
  // The Linux console's Shift-Tab is Escape and Tab.
  { keys: ['S-tab', 'M-tab'], action: 'complete-back', label: 'Shift-Tab', help: 'The completion before' },
  { keys: ['C-q'], action: 'quit', label: 'Ctrl-Q', help: 'Leave the chatroom, from anywhere' },
  {
    keys: ['C-c'],
    action: 'clear-or-quit',
    label: 'Ctrl-C',
    help: 'Clear what is typed (Ctrl-Y brings it back); on an empty line, leave',
  },
  {
    keys: ['C-d'],
    action: 'delete-or-quit',
    label: 'Ctrl-D',
    help: 'Delete the letter under the cursor; on an empty line, leave',
  },
  { keys: ['f1'], action: 'help', label: 'F1', help: 'Show or hide this help' },
  { keys: ['f2'], action: 'people', label: 'F2', help: 'Show or hide the list of people' },
  {
    keys: ['f3'],
    action: 'rooms',
    label: 'F3',
    help: 'Show or hide the list of rooms and conversations',
  },
  {
    keys: ['M-pageup', 'M-pagedown'],
    action: 'scroll-people',
    label: 'Alt-PageUp, -Down',
    help: 'Scroll the list of people',
  },
  { keys: ['pageup'], action: 'page-up', label: 'PageUp', help: 'Read what was said before' },
  { keys: ['pagedown'], action: 'page-down', label: 'PageDown', help: 'Read on' },
  {
    keys: ['home'],
    action: 'home',
    label: 'Home',
    help: 'To the start of the line; on an empty line, to the oldest message',
  },
  {
    keys: ['end'],
    action: 'end',
    label: 'End',
    help: 'To the end of the line; on an empty line, to the newest message',
  },
  { keys: ['C-end'], action: 'newest', label: 'Ctrl-End', help: 'To the newest message' },
  { keys: ['C-home'], action: 'oldest', label: 'Ctrl-Home', help: 'To the oldest message' },
  { keys: ['up'], action: 'up', label: 'Up', help: 'What you typed before' },
  { keys: ['down'], action: 'down', label: 'Down', help: 'Back to what you were typing' },
  {
    keys: ['C-r'],
    action: 'recall',
    label: 'Ctrl-R',
    help: 'Find a line you have sent; again for one before it',
  },
  {
    keys: ['M-1', 'M-2', 'M-3', 'M-4', 'M-5', 'M-6', 'M-7', 'M-8', 'M-9'],
    action: 'window',
    label: 'Alt-1 … Alt-9',
    help: 'Go to a room or a private conversation by its number',
  },
  {
    keys: ['M-left', 'M-up', 'C-p'],
    action: 'previous-window',
    label: 'Alt-Left, Alt-Up',
    help: 'The room or conversation before',
  },
  {
    keys: ['M-right', 'M-down', 'C-n'],
    action: 'next-window',
    label: 'Alt-Right, -Down',
    help: 'The next room or conversation',
  },
  {
    keys: ['M-a'],
    action: 'unread-window',
    label: 'Alt-A',
    help: 'Go to the next room with unread messages',
  },
  { keys: ['M-u'], action: 'new', label: 'Alt-U', help: 'To where you stopped reading' },
  {
    keys: ['M-p'],
    action: 'previous-mention',
    label: 'Alt-P',
    help: 'To the message for you before this; after a search, to the one found before',
  },
  {
    keys: ['M-n'],
    action: 'next-mention',
    label: 'Alt-N',
    help: 'To the next message for you; after a search, to the next one found',
  },
  {
    keys: ['M-e'],
    action: 'editor',
    label: 'Alt-E',
    help: 'Write in your own editor ($VISUAL or $EDITOR), and come back with it',
  },
  { keys: ['M-v'], action: 'open-snippet', label: 'Alt-V', help: 'Read the newest snippet (a long paste)' },
  {
    keys: ['M-m'],
    action: 'mouse',
    label: 'Alt-M',
    help: 'Turn the mouse on or off: the wheel, clicks on rooms, people and links (select with Shift while it is on)',
  },
  {
    keys: ['M-s', 'f4'],
    action: 'select',
    label: 'Alt-S, F4',
    help: 'Choose a message: answer it, react, copy it, take it back',
  },
  { keys: ['M-r'], action: 'answer', label: 'Alt-R', help: 'Answer the last message that was for you' },
  {
    keys: ['M-o'],
    action: 'link',
    label: 'Alt-O',
    help: 'Open the newest link, or copy it where no page can be opened',
  },
  {
    keys: ['M-l'],
    action: 'bare',
    label: 'Alt-L',
    help: 'Show plain lines, for selecting with the mouse; any key comes back',
  },
  { keys: ['C-f'], action: 'search', label: 'Ctrl-F', help: 'On an empty line, begin a search' },
  { keys: ['C-l'], action: 'redraw', label: 'Ctrl-L', help: 'Draw the screen again' },
  { keys: ['C-z'], action: 'suspend', label: 'Ctrl-Z', help: 'Put lanchat aside; fg brings it back' },
  {
    keys: ['escape'],
    action: 'escape',
    label: 'Escape',
    help: 'Close the help; from what was found back to the list; drop an answer; stop what is being sent',
  },
] as const satisfies readonly KeyRow[];

export type KeyAction = (typeof KEYS)[number]['action'];

const ACTIONS: ReadonlyMap<string, KeyAction> = new Map(
  KEYS.flatMap((row) => row.keys.map((key): [string, KeyAction] => [key, row.action])),
);

export function keyAction(event: KeyEvent): KeyAction | undefined {
  // With caps lock on, Alt-A is still Alt-A.
  const isLetter = event.name.length === 1;
  return ACTIONS.get(keyId(event)) ?? (isLetter ? ACTIONS.get(keyId({ ...event, shift: false })) : undefined);
}

/** While a message is chosen (Alt-S): the help and the documentation read it. */
export const SELECTION_KEYS = [
  { label: 'Up, Down, PageUp, PageDown', help: 'Choose another message' },
  { label: 'r', help: 'Answer it' },
  {
    label: 'e',
    help: 'React to it: a number, or an emoji or its name and Enter; the same again takes it back',
  },
  { label: 'c', help: 'Copy it' },
  { label: 'o, 1 … 9', help: 'Open its link, or the one of that number' },
  { label: 'd', help: 'Take back what you have said, after a question' },
  { label: 'Enter', help: 'Go to the message that it answers' },
  { label: 'Escape, Alt-S', help: 'Leave; so does Down from the newest' },
] as const;

const MODIFIERS: Readonly<Record<string, string>> = { C: 'Ctrl', M: 'Alt', S: 'Shift' };

/** `C-left` as a person would say it: Ctrl-Left. */
function keyLabel(key: string): string {
  return key
    .replace(/([CMS])-(?=.)/g, (_, letter: string) => `${MODIFIERS[letter] ?? letter}-`)
    .replace(/[^-]+$|-$/, (name) => name.charAt(0).toUpperCase() + name.slice(1));
}

/** The keys of the input line as a person reads them: those that do the same share a line, those above are left out. */
export const EDITING_KEYS: readonly { readonly label: string; readonly help: string }[] = editingKeys();

function editingKeys(): readonly { readonly label: string; readonly help: string }[] {
  const labels = new Map<string, string[]>();
  for (const { key, help } of EDITOR_KEYS) {
    if (!ACTIONS.has(key)) labels.set(help, [...(labels.get(help) ?? []), keyLabel(key)]);
  }
  return Array.from(labels, ([help, keys]) => ({ label: keys.slice(0, 2).join(', '), help }));
}
