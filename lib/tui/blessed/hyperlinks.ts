/** Links that the terminal itself opens (OSC 8), where it is known to take them and to print nothing of them. */
type Environment = Readonly<Record<string, string | undefined>>;

const TERMINALS = /^(iTerm\.app|WezTerm|vscode|ghostty|Hyper|rio|Tabby)$/;

const TERM_NAMES = /^(xterm-kitty|xterm-ghostty|foot|alacritty|wezterm|contour)/;

/** VTE takes them since 0.50. */
const VTE_MIN = 5000;

/** tmux has them since 3.4, and says so where it runs on this machine; screen does not say. */
export function knowsLinks(env: Environment): boolean {
  const { TERM = '', TERM_PROGRAM = '', VTE_VERSION, KONSOLE_VERSION, WT_SESSION, TMUX, STY } = env;
  if (TMUX !== undefined && STY === undefined) return isNewTmux(env);
  if (STY !== undefined || /^(screen|tmux|linux|dumb|vt\d)/.test(TERM)) return false;
  if (TERMINALS.test(TERM_PROGRAM) || TERM_NAMES.test(TERM)) return true;
  return Number(VTE_VERSION ?? 0) >= VTE_MIN || KONSOLE_VERSION !== undefined || WT_SESSION !== undefined;
}

/** Such as `3.4`, `3.5a` or `next-3.6`. */
function isNewTmux({ TERM_PROGRAM, TERM_PROGRAM_VERSION = '' }: Environment): boolean {
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(TERM_PROGRAM_VERSION) ?? []).slice(1).map(Number);
  return TERM_PROGRAM === 'tmux' && (major > 3 || (major === 3 && minor >= 4));
}

/** Numbers that fit into what a cell's attribute has left (cells.ts): more links than stand on one screen. */
const LINKS_MAX = 63;

/** The links of the screen by numbers that fit a cell: those of one address have one number. */
export class LinkTable {
  readonly #numbers = new Map<string, number>();
  readonly #urls: string[] = [];

  /** Whether the terminal is told of them. */
  constructor(private readonly isTold: boolean) {}

  /** From 1 on; 0 where there is none to give. */
  numberOf(url: string): number {
    const known = this.#numbers.get(url);
    if (known !== undefined) return known;
    // What the terminal does not know may have a number twice: it tells only where an address goes on in the next row.
    if (!this.isTold && this.#urls.length >= LINKS_MAX) this.clear();
    // Nothing else may end the sequence, or begin another one.
    if (this.isFull || !/^https?:\/\/[!-~]+$/i.test(url)) return 0;
    const number = this.#urls.push(url);
    this.#numbers.set(url, number);
    return number;
  }

  get isFull(): boolean {
    return this.isTold && this.#urls.length >= LINKS_MAX;
  }

  clear(): void {
    this.#numbers.clear();
    this.#urls.length = 0;
  }

  /** Opens a link for what is written next, or closes the one that is open; rows of one link light up together. */
  bytesOf(number: number): string {
    if (!this.isTold) return '';
    const url = this.#urls[number - 1];
    return url === undefined ? '\u001b]8;;\u001b\\' : `\u001b]8;id=${number};${url}\u001b\\`;
  }
}
