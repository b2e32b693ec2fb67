/** The terminal of a person: opened, painted frame by frame, and given back as it was. */
import type { Millis } from '../../base/result.js';
import { signsFor, textInSigns, type Signs } from '../ascii-signs.js';
import type { Frame, Size } from '../frame.js';
import { paletteFor, type Background } from '../inks.js';
import type { InputEvent } from '../input-decoder.js';
import { backgroundFrom, traitsOf, type Traits } from '../terminal-traits.js';
import { createScreen, type BlessedScreen } from './adapter.js';
import { RowPainter, type Line } from './cells.js';
import { clipboardBytes } from './clipboard.js';
import { CellDrawer } from './draw.js';
import {
  ASK_BACKGROUND,
  BARE_OFF,
  bareBytes,
  CLEAR,
  enteringBytes,
  leavingBytes,
  MOUSE_OFF,
  MOUSE_ON,
} from './modes.js';
import { knowsLinks, LinkTable } from './hyperlinks.js';
import { mayBeUnderWay, takeLateAnswer } from './late-answer.js';
import { noticeBytes } from './notice.js';
import { TerminalInput } from './input.js';
import type { Scroll } from './scroll.js';
import {
  closeStandardStreams,
  guardProcess,
  signalExitCode,
  stopJob,
  type LeaveSignal,
} from './lifecycle.js';
import { TerminalOutput } from './output.js';
import { Pace } from './pace.js';
import { refreshSize, sizeOf } from './size.js';

/** Milliseconds in which the Ctrl-C that ended another program may come to us after its end: both are told at once. */
const LATE_SIGNAL_MS = 1000;

export interface TerminalEvents {
  onInput(events: readonly InputEvent[]): void;
  onResize(size: Size): void;
  /** A signal or the end of the terminal asks to leave, with such an exit code; the owner must then call `close`. */
  onSignal(signal: LeaveSignal | 'INPUT_END', code: number): void;
}

export interface Terminal {
  readonly size: Size;
  /**
   * The frame is asked for when it is painted, so that what changes several times before that is laid out once; the
   * newest wins. An urgent one, the answer to a key, goes out with the next macrotask.
   */
  paint(view: () => Frame, urgent?: boolean): void;
  /** Steps aside for the shell, until the person brings us back. */
  suspend(): void;
  /** Gives the terminal to another program, until the function returned is called. */
  lend(): () => void;
  /** Draws everything again, for a terminal that somebody else wrote to. */
  redraw(): void;
  /** Reports of the mouse's buttons and wheel; off at the start, so that selecting stays the terminal's. */
  setMouse(on: boolean): void;
  /** Colours and letters, from the next frame on; both `auto` at the start. */
  setLook(look: LookChoice): void;
  /** Fills the clipboard where the terminal allows it; returns what to tell the person. */
  copy(text: string): string;
  /** Gives the terminal back. May be called more than once. */
  close(): void;
}

export interface LookChoice {
  /** `auto`: by the background, where it is known; `none`: without colours. NO_COLOR has them off whatever is chosen. */
  readonly theme: 'auto' | 'dark' | 'light' | 'none';
  /** `auto`: what the terminal reads, as far as the environment tells. */
  readonly letters: 'auto' | 'utf8' | 'ascii';
}

const BELL = '\u0007';

/** Not `performance.now()`: the first use of that loads for 1 ms, before anything is on the screen. */
function now(): Millis {
  return process.uptime() * 1000;
}

export function openTerminal(events: TerminalEvents): Terminal {
  return new BlessedTerminal(events);
}

class BlessedTerminal implements Terminal {
  readonly #events: TerminalEvents;
  readonly #output: TerminalOutput;
  readonly #input: TerminalInput;
  readonly #traits: Traits = traitsOf(process.env, process.platform);
  readonly #links = new LinkTable(this.#traits.likeXterm && knowsLinks(process.env));
  readonly #drawer = new CellDrawer(this.#traits, this.#links);
  readonly #painter = new RowPainter(this.#links);
  /** The bare lines that are on the screen; null while it is ours. */
  #bare: readonly string[] | null = null;
  readonly #screen: BlessedScreen;
  readonly #release: () => void;
  #size: Size;
  #view: (() => Frame) | null = null;
  /** What is being painted, or was last. */
  #frame: Frame | null = null;
  /** What moves on the screen with the frame that is being drawn. */
  #scroll: Scroll | null = null;
  /** Rung with the next frame, even if the one that asked for it was never painted. */
  #bell = false;
  #notice = '';
  #title = '';
  #mouse = false;
  /** What stands for what the terminal cannot show; null where it can show everything. */
  #signs: Signs | null = null;
  #look: LookChoice = { theme: 'auto', letters: 'auto' };
  #background: Background | null = this.#traits.background;
  /** When it was asked for its background and has not answered yet. */
  #askedAt = -Infinity;
  /** Bytes that go out with the next frame, before it. */
  #before = '';
  #state: 'open' | 'suspended' | 'closed' = 'open';
  /** Until when its Ctrl-C is for another program, which has it or had it just now. */
  #lentUntil = 0;
  #stale = false;
  #isLost = false;
  #timer: NodeJS.Timeout | null = null;
  #soon: NodeJS.Immediate | null = null;
  readonly #pace = new Pace();

  constructor(events: TerminalEvents) {
    this.#events = events;
    this.#size = sizeOf(process.stdout);
    this.#screen = createScreen(this.#size, {
      render: (lines) => this.#fill(lines),
      draw: () => this.#draw(),
    });
    this.#output = new TerminalOutput(process.stdout, {
      onDrained: () => this.#schedule(true),
      onError: () => this.#lost(),
    });
    this.#input = new TerminalInput(process.stdin, this.#traits.likeXterm, {
      onInput: (input) => events.onInput(input),
      onAnswer: (answer) => this.#answered(answer),
      onEnd: () => this.#lost(),
    });
    this.#release = guardProcess({
      restore: () => this.close(),
      onSignal: (signal) => events.onSignal(signal, signalExitCode(signal)),
      onSuspend: () => this.suspend(),
      isLent: () => now() < this.#lentUntil,
    });
    process.once('exit', () => {
      if (this.#output.failed) closeStandardStreams();
    });
    process.stdout.on('resize', this.#onResize);
    process.stdout.on('error', this.#onError);
    this.#before = this.#entering();
    this.#usePaint();
    this.#input.start();
    this.#schedule(true);
  }

  get size(): Size {
    return this.#size;
  }

  paint(view: () => Frame, urgent = false): void {
    if (this.#state === 'closed') return;
    this.#view = view;
    this.#stale = true;
    this.#schedule(urgent);
  }

  /** More links have been seen than there are numbers: those on the screen get theirs anew. */
  #forgetLinks(): void {
    this.#links.clear();
    this.#painter.forget();
    this.#clear();
  }

  redraw(): void {
    if (this.#state !== 'open') return;
    this.#clear();
    this.#stale = true;
    this.#schedule(true);
  }

  /** The next frame, or the one that is being painted, is drawn on an empty screen. */
  #clear(): void {
    this.#screen.alloc();
    this.#before += CLEAR;
    this.#drawer.reset();
  }

  setMouse(on: boolean): void {
    if (this.#state === 'closed' || this.#mouse === on || !this.#traits.likeXterm) return;
    this.#mouse = on;
    if (this.#state === 'suspended') return;
    this.#before += on ? MOUSE_ON : MOUSE_OFF;
    this.#schedule(true);
  }

  setLook(look: LookChoice): void {
    if (this.#look.theme === look.theme && this.#look.letters === look.letters) return;
    this.#look = look;
    this.#usePaint();
  }

  copy(text: string): string {
    const { bytes, word } = clipboardBytes(text, process.env);
    if (this.#state === 'open' && bytes !== '') {
      this.#before += bytes;
      this.#schedule(true);
    }
    return word;
  }

  suspend(): void {
    if (this.#state !== 'open' || process.platform === 'win32') return;
    this.#state = 'suspended';
    this.#leave();
    stopJob(() => this.#comeBack());
  }

  lend(): () => void {
    if (this.#state !== 'open') return () => undefined;
    this.#state = 'suspended';
    this.#lentUntil = Infinity;
    this.#leave();
    return () => {
      this.#lentUntil = now() + LATE_SIGNAL_MS;
      this.#comeBack();
    };
  }

  close(): void {
    if (this.#state === 'closed') return;
    const left = this.#state === 'suspended';
    this.#state = 'closed';
    process.stdout.off('resize', this.#onResize);
    if (!left) this.#leave(true);
    this.#input.stop();
    this.#output.handOver();
    this.#screen.destroy();
    this.#release();
    // `#onError` stays: a terminal that is gone must not turn the last words into an uncaught exception.
  }

  /** Back to the shell's screen and modes. Never throws, never waits long. */
  #leave(forGood = false): void {
    this.#cancel();
    this.#output.finish(leavingBytes(this.#traits, this.#output.busy));
    this.#before = '';
    if (forGood && mayBeUnderWay(now() - this.#askedAt)) takeLateAnswer();
    this.#input.pause();
  }

  #comeBack(): void {
    if (this.#state !== 'suspended') return;
    this.#state = 'open';
    this.#output.start();
    this.#input.resume();
    refreshSize(process.stdout);
    this.#screen.alloc();
    this.#before = this.#entering() + (this.#mouse ? MOUSE_ON : '');
    this.#title = '';
    this.#drawer.reset();
    this.#takeSize();
    this.#stale = true;
    this.#schedule(true);
  }

  /** The answer comes when it comes; nobody waits for it. */
  #entering(): string {
    return enteringBytes(this.#traits) + (this.#traits.likeXterm ? ASK_BACKGROUND : '');
  }

  #answered(answer: string): void {
    this.#askedAt = -Infinity;
    const background = backgroundFrom(answer);
    if (background === null || background === this.#background) return;
    this.#background = background;
    this.#usePaint();
  }

  #usePaint(): void {
    const { theme, letters } = this.#look;
    const { colours } = this.#traits;
    const background = theme === 'dark' || theme === 'light' ? theme : this.#background;
    const palette = paletteFor({ background, colours: theme === 'none' ? 0 : colours });
    this.#signs = signsFor(letters, this.#traits);
    this.#painter.use({ palette, signs: this.#signs });
    this.#stale = true;
    this.#schedule(true);
  }

  #schedule(urgent: boolean): void {
    if (this.#state !== 'open' || this.#soon !== null) return;
    const wait = urgent ? 0 : this.#pace.waitFor(now());
    if (wait <= 0) {
      this.#cancel();
      this.#soon = setImmediate(() => this.#render(urgent));
    } else {
      this.#timer ??= setTimeout(() => this.#render(false), wait);
    }
  }

  #cancel(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#soon !== null) clearImmediate(this.#soon);
    this.#timer = null;
    this.#soon = null;
  }

  #render(isAnswer: boolean): void {
    this.#cancel();
    // When the terminal has taken the frame before, `onDrained` calls again.
    if (this.#state !== 'open' || this.#output.busy) return;
    if (!this.#stale && this.#before === '') return;
    this.#stale = false;
    this.#pace.painted(now(), isAnswer);
    this.#takeFrame();
    if (this.#showsBare()) return;
    this.#screen.render();
  }

  #takeFrame(): void {
    if (this.#view === null) return;
    const frame = this.#view();
    this.#frame = frame;
    this.#bell ||= frame.bell;
    if (frame.notice !== null && this.#traits.likeXterm)
      this.#notice = noticeBytes(frame.notice, process.env);
    if (this.#links.isFull) this.#forgetLinks();
  }

  /** Bare lines take the place of the screen: written once, and left to the terminal's own wrapping and selecting. */
  #showsBare(): boolean {
    const bare = this.#frame?.bare ?? null;
    if (bare === this.#bare) return bare !== null;
    const was = this.#bare;
    this.#bare = bare;
    if (bare !== null) {
      const signs = this.#signs;
      const lines = signs === null ? bare : bare.map((line) => textInSigns(line, signs));
      this.#output.write(this.#takeBefore() + bareBytes(lines));
      return true;
    }
    if (was === null) return false;
    this.#before += `${BARE_OFF}${this.#mouse ? MOUSE_ON : ''}`;
    this.#clear();
    return false;
  }

  #fill(lines: Line[]): void {
    this.#scroll = this.#painter.paint(lines, this.#frame?.rows ?? []);
  }

  #draw(): void {
    const { lines, olines } = this.#screen;
    const bytes = this.#drawer.draw(lines, olines, {
      cursor: this.#frame?.cursor ?? null,
      scroll: this.#scroll,
      before: this.#takeBefore(),
      after: this.#titleBytes() + (this.#bell ? BELL : '') + this.#notice,
    });
    this.#bell = false;
    this.#notice = '';
    this.#output.write(bytes);
  }

  /** To be written now. */
  #takeBefore(): string {
    const before = this.#before;
    this.#before = '';
    if (before.includes(ASK_BACKGROUND)) this.#askedAt = now();
    return before;
  }

  #titleBytes(): string {
    const title = this.#frame?.title ?? '';
    if (title === this.#title || !this.#traits.likeXterm) return '';
    this.#title = title;
    return `\u001b]2;${title.replace(/[\u0000-\u001f\u007f-\u009f]/g, '')}\u001b\\`;
  }

  readonly #onResize = (): void => {
    if (this.#state === 'open') this.#takeSize();
  };

  /** Blank buffers of the new size; the owner may paint a new frame in `onResize`, else the old one is cut to fit. */
  #takeSize(): void {
    const size = sizeOf(process.stdout);
    if (size.columns === this.#size.columns && size.rows === this.#size.rows) return;
    this.#size = size;
    const { program } = this.#screen;
    program.cols = size.columns;
    program.rows = size.rows;
    this.#bare = null;
    this.redraw();
    this.#events.onResize(size);
  }

  readonly #onError = (): void => {
    if (this.#state !== 'closed') this.#lost();
  };

  #lost(): void {
    if (this.#isLost || this.#state === 'closed') return;
    this.#isLost = true;
    // As if the window had been closed, which is how it looks from here.
    this.#events.onSignal('INPUT_END', signalExitCode('SIGHUP'));
  }
}
