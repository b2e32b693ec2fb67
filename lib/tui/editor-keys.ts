/** The one table of the keys of the input line: the editor, the help and the documentation read it. */
import type { EditAction, EditCommand } from './editor.js';
import type { KeyEvent } from './input-event.js';

export interface EditorKeyRow {
  /** As `keyId` writes it. */
  readonly key: string;
  readonly action: EditCommand;
  readonly help: string;
}

export const EDITOR_KEYS: readonly EditorKeyRow[] = [
  { key: 'left', action: 'left', help: 'One character back' },
  { key: 'C-b', action: 'left', help: 'One character back' },
  { key: 'right', action: 'right', help: 'One character forward' },
  { key: 'C-f', action: 'right', help: 'One character forward' },
  { key: 'C-left', action: 'word-left', help: 'One word back' },
  { key: 'M-b', action: 'word-left', help: 'One word back' },
  { key: 'C-right', action: 'word-right', help: 'One word forward' },
  { key: 'M-f', action: 'word-right', help: 'One word forward' },
  { key: 'home', action: 'home', help: 'To the start of the line' },
  { key: 'C-a', action: 'home', help: 'To the start of the line' },
  { key: 'end', action: 'end', help: 'To the end of the line' },
  { key: 'C-e', action: 'end', help: 'To the end of the line' },
  { key: 'backspace', action: 'backspace', help: 'Delete the character before the cursor' },
  { key: 'S-backspace', action: 'backspace', help: 'Delete the character before the cursor' },
  { key: 'C-h', action: 'backspace', help: 'Delete the character before the cursor' },
  { key: 'delete', action: 'delete', help: 'Delete the character under the cursor' },
  { key: 'C-d', action: 'delete', help: 'Delete the character under the cursor' },
  { key: 'C-w', action: 'kill-word-back', help: 'Cut back to the last space' },
  { key: 'M-backspace', action: 'kill-word-back-boundary', help: 'Cut the word before the cursor' },
  { key: 'C-M-h', action: 'kill-word-back-boundary', help: 'Cut the word before the cursor' },
  { key: 'C-backspace', action: 'kill-word-back-boundary', help: 'Cut the word before the cursor' },
  { key: 'M-d', action: 'kill-word-forward', help: 'Cut the word after the cursor' },
  { key: 'C-delete', action: 'kill-word-forward', help: 'Cut the word after the cursor' },
  { key: 'M-delete', action: 'kill-word-forward', help: 'Cut the word after the cursor' },
  { key: 'C-u', action: 'kill-to-start', help: 'Cut to the start of the line' },
  { key: 'C-k', action: 'kill-to-end', help: 'Cut to the end of the line' },
  { key: 'C-y', action: 'yank', help: 'Put back what was cut' },
  { key: 'M-y', action: 'yank-pop', help: 'After Ctrl-Y: what was cut before that, in its place' },
  { key: 'C-t', action: 'transpose', help: 'Swap the characters around the cursor' },
  { key: 'C-_', action: 'undo', help: 'Undo' },
  { key: 'C-/', action: 'undo', help: 'Undo' },
  { key: 'M-/', action: 'redo', help: 'Undo the undoing' },
  { key: 'C-c', action: 'clear', help: 'Clear the line; Ctrl-Y brings it back' },
  { key: 'up', action: 'history-back', help: 'The line submitted before' },
  { key: 'down', action: 'history-forward', help: 'Back to what was being typed' },
  { key: 'C-down', action: 'stash', help: 'Put the line aside, unsent; Up brings it back' },
];

const ACTIONS: ReadonlyMap<string, EditAction> = new Map(
  EDITOR_KEYS.map(({ key, action }): [string, EditAction] => [key, { kind: action }]),
);

/** Null for keys that are not the input line's. */
export function editActionFor(event: KeyEvent): EditAction | null {
  // With caps lock on, Alt-B is still Alt-B.
  const isLetter = event.name.length === 1;
  return (
    ACTIONS.get(keyId(event)) ?? (isLetter ? ACTIONS.get(keyId({ ...event, shift: false })) : null) ?? null
  );
}

/** `C-` Ctrl, `M-` Alt and `S-` Shift, in this order, then the key's name. */
export function keyId({ name, ctrl, alt, shift }: KeyEvent): string {
  return `${ctrl ? 'C-' : ''}${alt ? 'M-' : ''}${shift ? 'S-' : ''}${name}`;
}
