/** What a terminal can tell about a person's hands: text, keys, pastes, the mouse and the focus. */
import type { Cell } from './frame.js';

export type NamedKey =
  | 'enter'
  | 'tab'
  | 'backspace'
  | 'delete'
  | 'insert'
  | 'escape'
  | 'space'
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'home'
  | 'end'
  | 'pageup'
  | 'pagedown'
  | 'f1'
  | 'f2'
  | 'f3'
  | 'f4'
  | 'f5'
  | 'f6'
  | 'f7'
  | 'f8'
  | 'f9'
  | 'f10'
  | 'f11'
  | 'f12';

/** A `NamedKey`, or the one character on the key (letters in lower case) when Ctrl or Alt is held. */
export type KeyName = string;

export interface Modifiers {
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

export interface KeyEvent extends Modifiers {
  readonly kind: 'key';
  readonly name: KeyName;
}

export type InputEvent =
  /** Printable characters, never a control: as typed, so a cluster may arrive in several of these. */
  | { readonly kind: 'text'; readonly text: string }
  | KeyEvent
  /** All that was between the paste markers; lines end in \n, and no other control is left. */
  | { readonly kind: 'paste'; readonly text: string }
  /** `count` is rows to scroll: one for each arrow that stood for the wheel, three for each notch reported. */
  | {
      readonly kind: 'wheel';
      readonly direction: 'up' | 'down';
      readonly count: number;
      /** The cell it was turned over, as far as the terminal tells. */
      readonly at?: Cell;
    }
  /** `button` is 0 left, 1 middle, 2 right; `x` and `y` are cells counted from 0 at the top left. */
  | {
      readonly kind: 'mouse';
      readonly button: number;
      readonly x: number;
      readonly y: number;
      readonly pressed: boolean;
    }
  | { readonly kind: 'focus'; readonly focused: boolean };
