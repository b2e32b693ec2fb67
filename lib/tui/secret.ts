/** A password being typed: held here alone, never in an input line's history, and never shown. */
import { emptyEditor, type Editor } from './editor.js';

export type SecretPurpose =
  /** The chatroom's own. */
  | { readonly kind: 'room' }
  /** Of the account whose name is wanted. */
  | { readonly kind: 'login'; readonly name: string }
  | { readonly kind: 'new' }
  /** The new one once more. */
  | { readonly kind: 'again'; readonly first: string };

export interface SecretPrompt {
  readonly purpose: SecretPurpose;
  editor: Editor;
  /** Why the last one would not do; empty at first. */
  readonly trouble: string;
}

export function secretPrompt(purpose: SecretPurpose, trouble = ''): SecretPrompt {
  return { purpose, editor: emptyEditor(), trouble };
}

export function secretLabel({ purpose }: SecretPrompt): string {
  switch (purpose.kind) {
    case 'room':
      return 'Password of this chatroom: ';
    case 'login':
      return `Password of ${purpose.name}: `;
    case 'new':
      return 'New password: ';
    case 'again':
      return 'The same again: ';
  }
}

/** Not even how long it is; but that keys arrive can be seen. */
export function secretShown({ editor }: SecretPrompt): string {
  return editor.cells.length === 0 ? '' : '(not shown)';
}
