/** A program in a real pseudo-terminal, read back by a terminal emulator: what a person would see. */
import { resolve } from 'node:path';
import { spawn, type IPty } from '@lydell/node-pty';
import headless from '@xterm/headless';

export interface TuiOptions {
  readonly cols?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** The file that is run; left out, Node with the arguments given. */
  readonly file?: string;
}

export interface TuiExit {
  readonly code: number;
  /** The number of the signal that ended it, 0 when none did. */
  readonly signal: number;
}

/** One cell as the terminal shows it; colours are indexes into its 256, -1 for its own. */
export interface TuiCell {
  readonly text: string;
  readonly width: number;
  readonly fg: number;
  readonly bg: number;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
  /** Where the terminal would go with a click (OSC 8); null for nowhere. */
  readonly link: string | null;
}

const LANCHAT = resolve('bin/lanchat');
const WAIT_MS = 8000;

/** All that was started and not ended yet: a test that fails leaves nothing behind. */
const running = new Set<Tui>();

export class Tui {
  readonly exit: Promise<TuiExit>;
  readonly #pty: IPty;
  readonly #terminal: InstanceType<typeof headless.Terminal>;
  readonly #watchers = new Set<() => void>();
  #exited: TuiExit | null = null;
  #bytes = 0;
  #writes = 0;
  #bells = 0;
  #title = '';
  #raw = '';
  #cursorVisible = true;

  /** Runs bin/lanchat with the arguments. */
  static lanchat(args: readonly string[], options: TuiOptions = {}): Tui {
    return new Tui([LANCHAT, ...args], options);
  }

  /** Runs Node, or `options.file`, with the arguments. */
  constructor(args: readonly string[], options: TuiOptions = {}) {
    const { cols = 80, rows = 24 } = options;
    this.#terminal = new headless.Terminal({ cols, rows, allowProposedApi: true, scrollback: 1000 });
    this.#terminal.onBell(() => (this.#bells += 1));
    this.#terminal.onTitleChange((title) => (this.#title = title));
    this.#watchCursor('h', true);
    this.#watchCursor('l', false);
    this.#pty = spawn(options.file ?? process.execPath, [...args], {
      cols,
      rows,
      cwd: options.cwd ?? process.cwd(),
      env: environment(options.env),
    });
    // What the emulator answers to questions goes to the program, as with a real terminal.
    this.#terminal.onData((answer) => this.#write(answer));
    this.#pty.onData((data) => {
      this.#bytes += Buffer.byteLength(data);
      this.#writes += 1;
      this.#raw = (this.#raw + data).slice(-200_000);
      this.#terminal.write(data, () => this.#notify());
    });
    this.exit = new Promise((done) => {
      this.#pty.onExit(({ exitCode, signal }) => {
        this.#exited = { code: exitCode, signal: signal ?? 0 };
        running.delete(this);
        const ended = this.#exited;
        this.#terminal.write('', () => {
          this.#notify();
          done(ended);
        });
      });
    });
    running.add(this);
  }

  get pid(): number {
    return this.#pty.pid;
  }

  /** Bytes that the program has written so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Pieces in which they arrived. */
  get writes(): number {
    return this.#writes;
  }

  get bells(): number {
    return this.#bells;
  }

  get title(): string {
    return this.#title;
  }

  /** The last bytes of the program as they came. */
  get raw(): string {
    return this.#raw;
  }

  get exited(): TuiExit | null {
    return this.#exited;
  }

  /** Keys, as a terminal sends them. */
  type(keys: string): void {
    this.#write(keys);
  }

  /** Text, pasted. */
  paste(text: string): void {
    this.#write(`\u001b[200~${text}\u001b[201~`);
  }

  resize(cols: number, rows: number): void {
    this.#terminal.resize(cols, rows);
    this.#pty.resize(cols, rows);
  }

  kill(signal = 'SIGKILL'): void {
    if (this.#exited === null) this.#pty.kill(signal);
  }

  /** The window is closed: the terminal is gone, and the kernel sends SIGHUP. */
  hangUp(): void {
    (this.#pty as unknown as { destroy(): void }).destroy();
  }

  /** Stops reading: the terminal of a person who pressed Ctrl-S, or a dead ssh. */
  stall(): void {
    this.#pty.pause();
  }

  unstall(): void {
    this.#pty.resume();
  }

  /** What is on the screen, rows without their trailing spaces. */
  get rows(): readonly string[] {
    const buffer = this.#terminal.buffer.active;
    return Array.from(
      { length: this.#terminal.rows },
      (_, y) => buffer.getLine(buffer.viewportY + y)?.translateToString(true) ?? '',
    );
  }

  screen(): string {
    return this.rows.join('\n');
  }

  /** What one copies from the screen: rows that the terminal itself has gone on to are one line with those before them. */
  get lines(): readonly string[] {
    const buffer = this.#terminal.buffer.active;
    const lines: string[] = [];
    this.rows.forEach((row, y) => {
      if (buffer.getLine(buffer.viewportY + y)?.isWrapped === true) lines.push(`${lines.pop() ?? ''}${row}`);
      else lines.push(row);
    });
    return lines;
  }

  /** The normal screen with all that scrolled off it: what the shell shows after the program. */
  get scrollback(): string {
    const buffer = this.#terminal.buffer.normal;
    const rows = Array.from(
      { length: buffer.length },
      (_, y) => buffer.getLine(y)?.translateToString(true) ?? '',
    );
    return rows.join('\n').trimEnd();
  }

  /** Where a text stands on the screen, in cells as long as nothing wide is before it in its row; null where it does not. */
  find(text: string): { readonly x: number; readonly y: number } | null {
    const y = this.rows.findIndex((row) => row.includes(text));
    return y === -1 ? null : { x: this.rows[y]?.indexOf(text) ?? 0, y };
  }

  /** How the first letter of a text looks. */
  look(text: string): TuiCell {
    const at = this.find(text);
    if (at === null) throw new RangeError(`"${text}" is not on the screen:\n${this.screen()}`);
    return this.cell(at.x, at.y);
  }

  cell(x: number, y: number): TuiCell {
    const buffer = this.#terminal.buffer.active;
    const cell = buffer.getLine(buffer.viewportY + y)?.getCell(x);
    if (cell === undefined) throw new RangeError(`no cell at ${x},${y}`);
    return {
      text: cell.getChars(),
      width: cell.getWidth(),
      fg: cell.isFgDefault() ? -1 : cell.getFgColor(),
      bg: cell.isBgDefault() ? -1 : cell.getBgColor(),
      bold: cell.isBold() !== 0,
      dim: cell.isDim() !== 0,
      italic: cell.isItalic() !== 0,
      underline: cell.isUnderline() !== 0,
      inverse: cell.isInverse() !== 0,
      link: this.#linkOf(cell),
    };
  }

  get cursor(): { readonly x: number; readonly y: number } {
    const { cursorX, cursorY } = this.#terminal.buffer.active;
    return { x: cursorX, y: cursorY };
  }

  /** Whether the alternate screen is shown. */
  get alternate(): boolean {
    return this.#terminal.buffer.active.type === 'alternate';
  }

  get cursorVisible(): boolean {
    return this.#cursorVisible;
  }

  /** The modes that a program must turn off when it leaves. */
  get modes(): {
    readonly bracketedPaste: boolean;
    readonly focusReports: boolean;
    readonly autowrap: boolean;
    readonly mouse: boolean;
    readonly applicationCursor: boolean;
  } {
    const { modes } = this.#terminal;
    return {
      bracketedPaste: modes.bracketedPasteMode,
      focusReports: modes.sendFocusMode,
      autowrap: modes.wraparoundMode,
      mouse: modes.mouseTrackingMode !== 'none',
      applicationCursor: modes.applicationCursorKeysMode,
    };
  }

  /** Resolves with the screen once it shows this. */
  async waitFor(wanted: RegExp | string, timeout = WAIT_MS): Promise<string> {
    await this.waitUntil(() => shows(this.screen(), wanted), `the screen to show ${wanted}`, timeout);
    return this.screen();
  }

  /** Resolves when the condition holds; it is looked at whenever the program wrote something or ended. */
  waitUntil(condition: () => boolean, what = 'a condition', timeout = WAIT_MS): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((done, fail) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        this.#watchers.delete(look);
        settle();
      };
      const failed = (why: string): void => {
        finish(() => fail(new Error(`${why} ${what}; the screen is:\n${this.screen()}`)));
      };
      const look = (): void => {
        if (condition()) finish(done);
        else if (this.#exited !== null) failed(`ended (${this.#exited.code}) while waiting for`);
      };
      const timer = setTimeout(() => failed('timed out waiting for'), timeout);
      this.#watchers.add(look);
      look();
    });
  }

  /** The emulator has them, but no name for them that others may use. */
  #linkOf(cell: object): string | null {
    const { extended } = cell as { readonly extended?: { readonly urlId?: number } };
    const { _core: core } = this.#terminal as unknown as {
      readonly _core: {
        readonly _oscLinkService: { getLinkData(id: number): { readonly uri: string } | undefined };
      };
    };
    return core._oscLinkService.getLinkData(extended?.urlId ?? 0)?.uri ?? null;
  }

  /** The emulator keeps this to itself, but tells what it reads. */
  #watchCursor(final: 'h' | 'l', visible: boolean): void {
    this.#terminal.parser.registerCsiHandler({ prefix: '?', final }, (params) => {
      if (params.includes(25)) this.#cursorVisible = visible;
      return false;
    });
  }

  #write(keys: string): void {
    if (this.#exited === null) this.#pty.write(keys);
  }

  #notify(): void {
    for (const look of [...this.#watchers]) look();
  }
}

/** For `afterEach`: ends what a test left running. */
export async function endAllTuis(): Promise<void> {
  const left = [...running];
  for (const tui of left) {
    tui.unstall();
    tui.kill();
  }
  await Promise.all(left.map((tui) => tui.exit));
}

/** Presses each key when what the one before it does is seen. */
export async function press(
  tui: Tui,
  ...each: readonly (readonly [keys: string, shown: RegExp | string])[]
): Promise<void> {
  for (const [keys, shown] of each) {
    tui.type(keys);
    await tui.waitFor(shown);
  }
}

function shows(screen: string, wanted: RegExp | string): boolean {
  return typeof wanted === 'string' ? screen.includes(wanted) : wanted.test(screen);
}

/** The settings of who runs the tests are not read; a test that keeps some names a folder. */
const NO_SETTINGS = '/dev/null/no-settings';

/** Independent of where the tests run: colours, tmux and the like are what the test says. */
function environment(own: TuiOptions['env'] = {}): Record<string, string> {
  const { PATH, HOME, TMPDIR } = process.env;
  const terminal = { TERM: 'xterm-256color', LANG: 'C.UTF-8' };
  const all = { PATH, HOME, TMPDIR, XDG_CONFIG_HOME: NO_SETTINGS, ...terminal, ...own };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
