/** What single keys and escape sequences of terminals mean: C0, Alt, CSI and SS3, xterm's, rxvt's, Linux's and kitty's. */
import type { InputEvent, KeyEvent, KeyName, Modifiers, NamedKey } from './input-event.js';

/** What one notch of a reported mouse wheel scrolls; terminals that send arrows instead send as many. */
const WHEEL_ROWS = 3;

const NO_MODIFIERS: Modifiers = { ctrl: false, alt: false, shift: false };

const NOTHING: readonly InputEvent[] = [];

/** Final letters of CSI and SS3. */
const LETTER_KEYS: ReadonlyMap<string, NamedKey> = new Map([
  ['A', 'up'],
  ['B', 'down'],
  ['C', 'right'],
  ['D', 'left'],
  ['F', 'end'],
  ['H', 'home'],
  ['P', 'f1'],
  ['Q', 'f2'],
  ['R', 'f3'],
  ['S', 'f4'],
]);

/** The number before the final ~ of a CSI. */
const NUMBER_KEYS: ReadonlyMap<number, NamedKey> = new Map([
  [1, 'home'],
  [2, 'insert'],
  [3, 'delete'],
  [4, 'end'],
  [5, 'pageup'],
  [6, 'pagedown'],
  [7, 'home'],
  [8, 'end'],
  [11, 'f1'],
  [12, 'f2'],
  [13, 'f3'],
  [14, 'f4'],
  [15, 'f5'],
  [17, 'f6'],
  [18, 'f7'],
  [19, 'f8'],
  [20, 'f9'],
  [21, 'f10'],
  [23, 'f11'],
  [24, 'f12'],
]);

/** Keys that are named by a code point: their ASCII, or kitty's private use area. */
const CODE_KEYS: ReadonlyMap<number, NamedKey> = new Map([
  [8, 'backspace'],
  [9, 'tab'],
  [13, 'enter'],
  [27, 'escape'],
  [127, 'backspace'],
  [57_414, 'enter'],
  [57_417, 'left'],
  [57_418, 'right'],
  [57_419, 'up'],
  [57_420, 'down'],
  [57_421, 'pageup'],
  [57_422, 'pagedown'],
  [57_423, 'home'],
  [57_424, 'end'],
  [57_425, 'insert'],
  [57_426, 'delete'],
]);

/** Kitty numbers the keypad's characters from here. */
const KITTY_KEYPAD_START = 57_399;
const KITTY_KEYPAD = '0123456789./*-+';

/** The SS3 letters of the keypad in application mode, j to y. */
const SS3_KEYPAD_START = 0x6a;
const SS3_KEYPAD = '*+,-./0123456789';

/** What Ctrl makes of these letters is a key of its own on every older terminal. */
const CTRL_ALIASES: ReadonlyMap<string, NamedKey> = new Map([
  ['i', 'tab'],
  ['m', 'enter'],
  ['[', 'escape'],
]);

export function key(name: KeyName, modifiers: Partial<Modifiers> = NO_MODIFIERS): KeyEvent {
  return { kind: 'key', name, ...NO_MODIFIERS, ...modifiers };
}

/** The key that sends this C0 control or DEL. */
export function controlKey(char: string, alt = false): KeyEvent {
  const code = char.charCodeAt(0);
  switch (code) {
    case 0x00:
      return key('space', { ctrl: true, alt });
    case 0x09:
      return key('tab', { alt });
    case 0x0d:
      return key('enter', { alt });
    case 0x1b:
      return key('escape', { alt });
    case 0x7f:
      return key('backspace', { alt });
    default:
      return key(String.fromCharCode(code + 0x40).toLowerCase(), { ctrl: true, alt });
  }
}

/** Escape and a character, which is how Alt is sent. */
export function altKey(char: string): KeyEvent {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return controlKey(char, true);
  return characterKey(char, { ctrl: false, alt: true, shift: false });
}

/** Letters go by their lower case; on other signs Shift is part of the sign. */
function characterKey(char: string, modifiers: Modifiers): KeyEvent {
  if (char === ' ') return key('space', modifiers);
  const lower = char.toLowerCase();
  const isLetter = lower !== char.toUpperCase();
  return key(lower, { ...modifiers, shift: isLetter && (modifiers.shift || lower !== char) });
}

/** `ESC O`, perhaps a modifier, and a final letter. */
export function ss3Events(parameter: string, final: string, alt: boolean): readonly InputEvent[] {
  const modifiers = withAlt(modifiersOf(parameter), alt);
  const name = LETTER_KEYS.get(final) ?? LETTER_KEYS.get(rxvtArrow(final));
  if (name !== undefined) return [key(name, final > 'Z' ? { ...modifiers, ctrl: true } : modifiers)];
  if (final === 'M') return [key('enter', modifiers)];
  if (final === 'I') return [key('tab', modifiers)];
  const keypad = final === 'X' ? '=' : SS3_KEYPAD.charAt(final.charCodeAt(0) - SS3_KEYPAD_START);
  return keypad === '' ? NOTHING : typed(keypad, modifiers);
}

/** The Linux console's F1 to F5: `CSI [` and a letter. */
export function linuxEvents(final: string): readonly InputEvent[] {
  const number = final.charCodeAt(0) - 0x40;
  return number >= 1 && number <= 5 ? [key(`f${number}`)] : NOTHING;
}

/** A whole CSI sequence. Answers to questions (device attributes, cursor position, modes) mean nothing here. */
export function csiEvents(parameters: string, final: string, alt: boolean): readonly InputEvent[] {
  if (parameters.startsWith('<') && (final === 'M' || final === 'm')) {
    return mouseEvents(parameters.slice(1), final === 'M');
  }
  if (/[^0-9:;]/.test(parameters)) return NOTHING;
  if (final === '~') return numberEvents(parameters, alt);
  if (final === 'u') return kittyEvents(parameters, alt);
  if (parameters === '' && (final === 'I' || final === 'O')) {
    return [{ kind: 'focus', focused: final === 'I' }];
  }
  return letterEvents(parameters, final, alt);
}

function letterEvents(parameters: string, final: string, alt: boolean): readonly InputEvent[] {
  const [, second] = parameters.split(';');
  if (isRelease(second)) return NOTHING;
  const modifiers = withAlt(modifiersOf(second), alt);
  if (final === 'Z') return [key('tab', { ...modifiers, shift: true })];
  // With parameters, R is the answer where the cursor stands: Shift-F3 cannot be told from it.
  if (final === 'R' && parameters !== '') return NOTHING;
  const name = LETTER_KEYS.get(final);
  if (name !== undefined) return [key(name, modifiers)];
  const shifted = parameters === '' ? LETTER_KEYS.get(rxvtArrow(final)) : undefined;
  return shifted === undefined ? NOTHING : [key(shifted, { ...modifiers, shift: true })];
}

/** Rxvt writes arrows with Shift or Ctrl in lower case. */
function rxvtArrow(final: string): string {
  return final >= 'a' && final <= 'd' ? final.toUpperCase() : '';
}

function numberEvents(parameters: string, alt: boolean): readonly InputEvent[] {
  const [first, second, third] = parameters.split(';');
  if (isRelease(second)) return NOTHING;
  const modifiers = withAlt(modifiersOf(second), alt);
  // xterm's modifyOtherKeys: 27 ; modifiers ; code point.
  if (first === '27' && third !== undefined) return codeEvents(Number(third), modifiers);
  const name = NUMBER_KEYS.get(Number(first));
  return name === undefined ? NOTHING : [key(name, modifiers)];
}

/** Rxvt ends numbered keys with $ (Shift), ^ (Ctrl) or @ (both) in the place of ~. */
export function rxvtEvents(number: string, final: string, alt: boolean): readonly InputEvent[] {
  const name = NUMBER_KEYS.get(Number(number));
  if (name === undefined) return NOTHING;
  return [key(name, { alt, shift: final !== '^', ctrl: final !== '$' })];
}

/** Kitty: code point : shifted : base ; modifiers : event ; text. */
function kittyEvents(parameters: string, alt: boolean): readonly InputEvent[] {
  const [codes = '', second, text = ''] = parameters.split(';');
  if (isRelease(second)) return NOTHING;
  const [code = '', shifted = ''] = codes.split(':');
  const modifiers = withAlt(modifiersOf(second), alt);
  const bits = modifierBits(second);
  // Super and Hyper belong to the desktop.
  if ((bits & 0b1_1000) !== 0) return NOTHING;
  const plain = !modifiers.ctrl && !modifiers.alt;
  if (plain && text !== '') {
    const typedText = text.split(':').map((each) => characterOf(Number(each)));
    if (!typedText.includes('')) return [{ kind: 'text', text: typedText.join('') }];
  }
  return codeEvents(Number(modifiers.shift && shifted !== '' ? shifted : code), modifiers);
}

function codeEvents(code: number, modifiers: Modifiers): readonly InputEvent[] {
  const name = CODE_KEYS.get(code);
  if (name !== undefined) return [key(name, modifiers)];
  const keypad = KITTY_KEYPAD.charAt(code - KITTY_KEYPAD_START);
  const char = keypad === '' ? characterOf(code) : keypad;
  if (char === '') return NOTHING;
  const alias = modifiers.ctrl ? CTRL_ALIASES.get(char) : undefined;
  if (alias !== undefined) return [key(alias, { ...modifiers, ctrl: false })];
  return typed(char, modifiers);
}

/** A character as text, or as a key when Ctrl or Alt is held. */
function typed(char: string, modifiers: Modifiers): readonly InputEvent[] {
  if (modifiers.ctrl || modifiers.alt) return [characterKey(char, modifiers)];
  return [{ kind: 'text', text: modifiers.shift ? char.toUpperCase() : char }];
}

/** The printable character of a code point; empty for controls, surrogates, and kitty's keys without a character. */
function characterOf(code: number): string {
  const isScalar = Number.isInteger(code) && code <= 0x10_ffff && !(code >= 0xd800 && code <= 0xdfff);
  if (!isScalar || code < 0x20 || (code >= 0x7f && code <= 0x9f)) return '';
  return code >= 0xe000 && code <= 0xf8ff ? '' : String.fromCodePoint(code);
}

/** SGR mouse report (1006): button ; column ; row. */
function mouseEvents(parameters: string, pressed: boolean): readonly InputEvent[] {
  const [button = NaN, column = NaN, row = NaN] = parameters.split(';').map(Number);
  if (!Number.isInteger(button) || !Number.isInteger(column) || !Number.isInteger(row)) return NOTHING;
  const isMotion = (button & 32) !== 0;
  const number = button & 3;
  if (isMotion) return NOTHING;
  const at = { x: Math.max(0, column - 1), y: Math.max(0, row - 1) };
  if ((button & 64) === 0) return [{ kind: 'mouse', button: number, ...at, pressed }];
  if (number > 1 || !pressed) return NOTHING;
  return [{ kind: 'wheel', direction: number === 0 ? 'up' : 'down', count: WHEEL_ROWS, at }];
}

/** Sent as one more than the sum of Shift 1, Alt 2, Ctrl 4, Super 8, Hyper 16, Meta 32. */
function modifierBits(parameter: string | undefined): number {
  const [value = ''] = (parameter ?? '').split(':');
  return Math.max(0, (Number(value) || 1) - 1);
}

function modifiersOf(parameter: string | undefined): Modifiers {
  const bits = modifierBits(parameter);
  return { shift: (bits & 1) !== 0, alt: (bits & 0b10_0010) !== 0, ctrl: (bits & 4) !== 0 };
}

function withAlt(modifiers: Modifiers, alt: boolean): Modifiers {
  return alt ? { ...modifiers, alt } : modifiers;
}

/** Kitty tells, when asked, that a key was let go. */
function isRelease(parameter: string | undefined): boolean {
  return parameter?.endsWith(':3') ?? false;
}
