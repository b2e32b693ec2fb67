/** The bytes that make a terminal ours, and those that give it back. */
import type { Traits } from '../terminal-traits.js';

export const CLEAR = '\u001b[H\u001b[2J';
export const MOUSE_ON = '\u001b[?1000h\u001b[?1006h';
export const MOUSE_OFF = '\u001b[?1006l\u001b[?1000l';

/** Answered with `OSC 11 ; rgb:…` by those that can. */
export const ASK_BACKGROUND = '\u001b]11;?\u001b\\';

/** So that the last cell can be written without scrolling. */
const WRAP_OFF = '\u001b[?7l';
const WRAP_ON = '\u001b[?7h';

/** Pastes are marked, and changes of focus reported. */
const REPORTS_ON = '\u001b[?2004h\u001b[?1004h';
const REPORTS_OFF = '\u001b[?1004l\u001b[?2004l';

const SECOND_SCREEN = '\u001b[?1049h';
const FIRST_SCREEN = '\u001b[?1049l';
const SAVE_TITLE = '\u001b[22;2t';
/** Those that keep no titles (urxvt, st) have none rather than one that is no longer true. */
const RESTORE_TITLE = '\u001b]2;\u001b\\\u001b[23;2t';
const FRAME_DONE = '\u001b[?2026l';
const NO_REGION = '\u001b[r\u001b[m';
const SHOW_CURSOR = '\u001b[?25h';
const HIDE_CURSOR = '\u001b[?25l';

/** Alt is sent as Escape (metaSendsEscape, altSendsEscape); what the person has set is put by meanwhile. */
const ALT_SAVED = '\u001b[?1036;1039s';
const ALT_IS_ESCAPE = '\u001b[?1036;1039h';
const ALT_RESTORED = '\u001b[?1036;1039r';

/** DECKPAM, DECKPNM. */
const KEYPAD_ON = '\u001b=';
const KEYPAD_OFF = '\u001b>';

export function enteringBytes({ likeXterm, altIsLetter, keypadMode }: Traits): string {
  if (!likeXterm) return CLEAR + WRAP_OFF;
  const keys = (altIsLetter ? ALT_SAVED + ALT_IS_ESCAPE : '') + (keypadMode ? KEYPAD_ON : '');
  return SAVE_TITLE + keys + SECOND_SCREEN + CLEAR + REPORTS_ON + WRAP_OFF;
}

/**
 * All of it, whatever was turned on; `isCutShort` where a frame may not have come to its end. A terminal with one
 * screen only is left empty, and so is GNU screen, which has no second one until its user asks for it.
 */
export function leavingBytes({ likeXterm, altIsLetter, keypadMode }: Traits, isCutShort = false): string {
  if (!likeXterm) return WRAP_ON + NO_REGION + CLEAR + SHOW_CURSOR;
  const keys = (altIsLetter ? ALT_RESTORED : '') + (keypadMode ? KEYPAD_OFF : '');
  const modes = (isCutShort ? FRAME_DONE : '') + MOUSE_OFF + REPORTS_OFF + keys + WRAP_ON + NO_REGION + CLEAR;
  return modes + SHOW_CURSOR + FIRST_SCREEN + RESTORE_TITLE;
}

/** Lines that the terminal wraps and selects by itself, with its own mouse. */
export function bareBytes(lines: readonly string[]): string {
  return `${MOUSE_OFF}${WRAP_ON}\u001b[m${CLEAR}${HIDE_CURSOR}${lines.join('\r\n')}`;
}

/** Back from bare lines. */
export const BARE_OFF = WRAP_OFF;
