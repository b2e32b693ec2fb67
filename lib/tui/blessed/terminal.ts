/** The terminal of a person: opened, painted frame by frame, and given back as it was. */
import type { Frame, Size } from '../frame.js';
import { paletteFor, type Palette } from '../inks.js';
import type { InputEvent } from '../input-decoder.js';
import { createScreen } from './adapter.js';
import { RowPainter, type Line } from './cells.js';
import { clipboardBytes } from './clipboard.js';
import { CellDrawer } from './draw.js';
import { noticeBytes } from './notice.js';
import { TerminalInput } from './input.js';
import {
  closeStandardStreams,
  guardProcess,
  signalExitCode,
  stopJob,
  type LeaveSignal,
} from './lifecycle.js';
import { TerminalOutput } from './output.js';
import { refreshSize, sizeOf } from './size.js';

export interface TerminalEvents {
  onInput(events: readonly InputEvent[]): void;
  onResize(size: Size): void;
  /** A signal or the end of the terminal asks to leave, with such an exit code; the owner must then call `close`. */
  onSignal(signal: LeaveSignal | 'INPUT_END', code: number): void;
}

export interface Terminal {
  readonly size: Size;
  /** The newest frame wins. An urgent one, the answer to a key, goes out with the next macrotask. */
  paint(frame: Frame, urgent?: boolean): void;
  /** Steps aside for the shell, until the person brings us back. */
  suspend(): void;
  /** Draws everything again, for a terminal that somebody else wrote to. */
  redraw(): void;
  /** Reports of the mouse's buttons and wheel; off at the start, so that selecting stays the terminal's. */
  setMouse(on: boolean): void;
  /** The colours, from the next frame on; `auto` at the start. */
  setTheme(theme: ThemeChoice): void;
  /** Fills the clipboard where the terminal allows it; returns what to tell the person. */
  copy(text: string): string;
  /** Gives the terminal back. May be called more than once. */
  close(): void;
}

/** `auto`: by the background, where it is known; `none`: without colours. NO_COLOR has them off whatever is chosen. */
export type ThemeChoice = 'auto' | 'dark' | 'light' | 'none';

const FRAME_MS = 16;

/** Pastes are marked, changes of focus reported, and the last cell can be written without scrolling. */
const MODES_ON = '\u001b[?2004h\u001b[?1004h\u001b[?7l';
const MODES_OFF =
  '\u001b[?2026l\u001b[?1006l\u001b[?1000l\u001b[?1004l\u001b[?2004l\u001b[?7h\u001b[r\u001b[m';
const MOUSE_ON = '\u001b[?1000h\u001b[?1006h';
const MOUSE_OFF = '\u001b[?1006l\u001b[?1000l';
const SAVE_TITLE = '\u001b[22;2t';
const RESTORE_TITLE = '\u001b[23;2t';
const BELL = '\u0007';

export function openTerminal(events: TerminalEvents): Terminal {
  return new BlessedTerminal(events);
}

class BlessedTerminal implements Terminal {
  readonly #events: TerminalEvents;
  readonly #output: TerminalOutput;
  readonly #input: TerminalInput;
  readonly #drawer = new CellDrawer();
  readonly #painter = new RowPainter(paletteOf('auto'));
  readonly #blessed: ReturnType<typeof createScreen>;
  readonly #release: () => void;
  #size: Size;
  #frame: Frame | null = null;
  /** Rung with the next frame, even if the one that asked for it was never painted. */
  #bell = false;
  #notice = '';
  #title = '';
  #mouse = false;
  #theme: ThemeChoice = 'auto';
  /** Bytes that go out with the next frame, before it. */
  #before = SAVE_TITLE;
  #state: 'open' | 'suspended' | 'closed' = 'open';
  #stale = false;
  #isLost = false;
  #timer: NodeJS.Timeout | null = null;
  #soon: NodeJS.Immediate | null = null;
  #paintedAt = -Infinity;

  constructor(events: TerminalEvents) {
    this.#events = events;
    this.#size = sizeOf(process.stdout);
    this.#blessed = createScreen(this.#size, {
      render: (lines) => this.#fill(lines),
      draw: () => this.#draw(),
    });
    this.#output = new TerminalOutput(process.stdout, {
      onDrained: () => this.#schedule(true),
      onError: () => this.#lost(),
    });
    this.#input = new TerminalInput(process.stdin, {
      onInput: (input) => events.onInput(input),
      onEnd: () => this.#lost(),
    });
    this.#release = guardProcess({
      restore: () => this.close(),
      onSignal: (signal) => events.onSignal(signal, signalExitCode(signal)),
      onSuspend: () => this.suspend(),
    });
    process.once('exit', () => {
      if (this.#output.failed) closeStandardStreams();
    });
    process.stdout.on('resize', this.#onResize);
    process.stdout.on('error', this.#onError);
    this.#before += this.#takeBlessed() + MODES_ON;
    this.#input.start();
    this.#schedule(true);
  }

  get size(): Size {
    return this.#size;
  }

  paint(frame: Frame, urgent = false): void {
    if (this.#state === 'closed') return;
    this.#frame = frame;
    this.#bell ||= frame.bell;
    if (frame.notice !== null) this.#notice = noticeBytes(frame.notice, process.env);
    this.#stale = true;
    this.#schedule(urgent);
  }

  redraw(): void {
    if (this.#state !== 'open') return;
    this.#blessed.screen.alloc();
    this.#before += this.#takeBlessed();
    this.#drawer.reset();
    this.#stale = true;
    this.#schedule(true);
  }

  setMouse(on: boolean): void {
    if (this.#state === 'closed' || this.#mouse === on) return;
    this.#mouse = on;
    if (this.#state === 'suspended') return;
    this.#before += on ? MOUSE_ON : MOUSE_OFF;
    this.#schedule(true);
  }

  setTheme(theme: ThemeChoice): void {
    if (this.#theme === theme) return;
    this.#theme = theme;
    this.#painter.usePalette(paletteOf(theme));
    this.#stale = true;
    this.#schedule(true);
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

  close(): void {
    if (this.#state === 'closed') return;
    const left = this.#state === 'suspended';
    this.#state = 'closed';
    process.stdout.off('resize', this.#onResize);
    if (!left) this.#leave();
    this.#input.stop();
    this.#output.handOver();
    this.#blessed.screen.destroy();
    this.#release();
    // `#onError` stays: a terminal that is gone must not turn the last words into an uncaught exception.
  }

  /** Back to the shell's screen and modes. Never throws, never waits long. */
  #leave(): void {
    this.#cancel();
    this.#blessed.screen.leave();
    this.#output.finish(MODES_OFF + this.#takeBlessed() + RESTORE_TITLE);
    this.#before = '';
    this.#input.pause();
  }

  #comeBack(): void {
    if (this.#state !== 'suspended') return;
    this.#state = 'open';
    this.#output.start();
    this.#input.resume();
    refreshSize(process.stdout);
    this.#blessed.screen.enter();
    this.#before = SAVE_TITLE + this.#takeBlessed() + MODES_ON + (this.#mouse ? MOUSE_ON : '');
    this.#title = '';
    this.#drawer.reset();
    this.#takeSize();
    this.#stale = true;
    this.#schedule(true);
  }

  #takeBlessed(): string {
    this.#blessed.screen.program.flush();
    return this.#blessed.output.take();
  }

  #schedule(urgent: boolean): void {
    if (this.#state !== 'open' || this.#soon !== null) return;
    const wait = urgent ? 0 : this.#paintedAt + FRAME_MS - performance.now();
    if (wait <= 0) {
      this.#cancel();
      this.#soon = setImmediate(() => this.#render());
    } else {
      this.#timer ??= setTimeout(() => this.#render(), wait);
    }
  }

  #cancel(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#soon !== null) clearImmediate(this.#soon);
    this.#timer = null;
    this.#soon = null;
  }

  #render(): void {
    this.#cancel();
    // When the terminal has taken the frame before, `onDrained` calls again.
    if (this.#state !== 'open' || this.#output.busy) return;
    if (!this.#stale && this.#before === '') return;
    this.#stale = false;
    this.#paintedAt = performance.now();
    this.#blessed.screen.render();
  }

  #fill(lines: Line[]): void {
    lines.forEach((line, y) => this.#painter.paint(line, this.#frame?.rows[y] ?? []));
  }

  #draw(): void {
    const { lines, olines } = this.#blessed.screen;
    const bytes = this.#drawer.draw(lines, olines, {
      cursor: this.#frame?.cursor ?? null,
      before: this.#before,
      after: this.#titleBytes() + (this.#bell ? BELL : '') + this.#notice,
    });
    this.#before = '';
    this.#bell = false;
    this.#notice = '';
    this.#output.write(bytes);
  }

  #titleBytes(): string {
    const title = this.#frame?.title ?? '';
    if (title === this.#title) return '';
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
    const { program } = this.#blessed.screen;
    program.cols = size.columns;
    program.rows = size.rows;
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

function paletteOf(theme: ThemeChoice): Palette {
  const isPlain = theme === 'none' || (process.env['NO_COLOR'] ?? '') !== '';
  return paletteFor({
    background: theme === 'dark' || theme === 'light' ? theme : null,
    colours: isPlain ? 0 : 256,
  });
}
