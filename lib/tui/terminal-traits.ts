/** What can be expected of a terminal, from its name and what else the environment says: nothing is asked and no file is read. */
import type { Background, Look } from './inks.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Traits {
  /** It can be trusted with a full screen; where not, one talks line by line. */
  readonly placesCursor: boolean;
  /** It has, or ignores in silence, what xterm has taught the others: a second screen, titles, marked pastes, focus, mouse, notices. */
  readonly likeXterm: boolean;
  /** Until it is told otherwise, Alt with a letter gives another letter (± for Alt-1). */
  readonly altIsLetter: boolean;
  /** Until it is told that a program reads its keypad, Delete and End are not those of its terminfo entry. */
  readonly keypadMode: boolean;
  readonly italic: boolean;
  readonly colours: Look['colours'];
  /** Where nobody has been asked yet. */
  readonly background: Background | null;
  /** It reads UTF-8. One that does not would take parts of letters for commands. */
  readonly utf8: boolean;
  /** The text console of Linux: its fonts have few signs, and bold is a lighter colour. */
  readonly linuxConsole: boolean;
}

/** Those that came after xterm, and send and understand the same. */
const LIKE_XTERM =
  /^(xterm|rxvt|mrxvt|aterm|mlterm|Eterm|dtterm|hterm|screen|tmux|alacritty|kitty|ghostty|wezterm|foot|contour|rio|warp|st(-|$)|stterm|konsole|gnome|vte|terminator|terminology|putty|teraterm|nsterm|Apple_Terminal|iterm|iTerm|ms-terminal|mintty)/;

/** New ones that nobody here has heard of yet give themselves away. */
const SOUNDS_MODERN = /256color|truecolor|direct/;

/** xterm as it comes, and mlterm; what only calls itself xterm has Escape for Alt already, and passes over the request. */
const ALT_IS_LETTER = /^(xterm(?!-kitty|-ghostty)|mlterm)/;

const ST = /^st(-|$)|^stterm/;

/** The terminals of DEC, and what calls itself after them. */
const VT = /^vt[1-5]\d\d/;

/** These know no other letters than UTF-8, whatever the locale says. */
const ALWAYS_UTF8 = /^(xterm-)?(kitty|ghostty)|^(alacritty|wezterm|foot|contour|rio|warp|ms-terminal|tmux)/i;
const ALWAYS_UTF8_PROGRAMS = /^(Apple_Terminal|iTerm\.app|vscode|WezTerm|ghostty|WarpTerminal|rio)$/;

const COLOURFUL =
  /256color|truecolor|direct|^(xterm-)?(kitty|ghostty)|^(alacritty|wezterm|foot|contour|rio|warp|iterm|ms-terminal|mintty|nsterm)/i;
const COLOURLESS = /^vt|-m(ono)?$/;

export function traitsOf(env: Environment, platform: string): Traits {
  // Windows names no terminal; all it has now are like its own one.
  const term = env['TERM'] ?? (platform === 'win32' ? 'ms-terminal' : '');
  const isKnown = term === 'linux' || term === 'dumb' || VT.test(term);
  const likeXterm =
    !isKnown && (LIKE_XTERM.test(term) || SOUNDS_MODERN.test(term) || isSet(env, 'COLORTERM'));
  return {
    placesCursor: likeXterm || term === 'linux' || VT.test(term),
    likeXterm,
    altIsLetter: ALT_IS_LETTER.test(term),
    keypadMode: ST.test(term),
    // GNU screen, which the name is from, shows them in reverse.
    italic: likeXterm && !term.startsWith('screen'),
    colours: isSet(env, 'NO_COLOR') ? 0 : coloursOf(term, env, likeXterm),
    background: backgroundOf(env),
    utf8: !VT.test(term) && (isUtf8Terminal(term, env, platform) || isUtf8Locale(env)),
    linuxConsole: term === 'linux',
  };
}

function coloursOf(term: string, env: Environment, likeXterm: boolean): Look['colours'] {
  if (COLOURLESS.test(term) || !(likeXterm || term === 'linux')) return 0;
  return likeXterm && (COLOURFUL.test(term) || isSet(env, 'COLORTERM') || isXtermItself(term, env)) ? 256 : 8;
}

/** It has had 256 colours since 1999, and is the one that does not say so. */
function isXtermItself(term: string, env: Environment): boolean {
  return term === 'xterm' && isSet(env, 'XTERM_VERSION');
}

/** `COLORFGBG` of rxvt and konsole ends in the colour of the background, one of sixteen. */
function backgroundOf(env: Environment): Background | null {
  const index = /;(\d{1,2})$/.exec(env['COLORFGBG'] ?? '')?.[1];
  if (index === undefined) return null;
  return index === '7' || Number(index) > 8 ? 'light' : 'dark';
}

function isUtf8Terminal(term: string, env: Environment, platform: string): boolean {
  if (platform === 'win32' || isSet(env, 'TMUX') || isSet(env, 'WT_SESSION')) return true;
  return ALWAYS_UTF8.test(term) || ALWAYS_UTF8_PROGRAMS.test(env['TERM_PROGRAM'] ?? '');
}

/** The first that is set decides (POSIX, "Internationalization Variables"). */
function isUtf8Locale(env: Environment): boolean {
  const name = ['LC_ALL', 'LC_CTYPE', 'LANG'].find((each) => isSet(env, each));
  return name !== undefined && /utf-?8/i.test(env[name] ?? '');
}

function isSet(env: Environment, name: string): boolean {
  return (env[name] ?? '') !== '';
}

/** A background as a terminal answers for it (`OSC 11`): `rgb:ffff/ffff/ffff`, with 1 to 4 digits each. */
export function backgroundFrom(answer: string): Background | null {
  const found = /^11;rgba?:([0-9a-f]{1,4})\/([0-9a-f]{1,4})\/([0-9a-f]{1,4})/i.exec(answer);
  if (found === null) return null;
  const [red = 0, green = 0, blue = 0] = found
    .slice(1)
    .map((digits) => parseInt(digits, 16) / (16 ** digits.length - 1));
  // How light the eye finds it, roughly: green counts most.
  return 0.299 * red + 0.587 * green + 0.114 * blue > 0.5 ? 'light' : 'dark';
}
