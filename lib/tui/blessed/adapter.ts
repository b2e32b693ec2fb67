/** All that we know and change of blessed: a screen that asks the machine nothing and writes nothing. */
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import Box from 'blessed/lib/widgets/box';
import Screen from 'blessed/lib/widgets/screen';
import Tput from 'blessed/lib/tput';
import type { Size } from '../frame.js';
import type { Line } from './cells.js';

/** What we use of blessed's screen. */
export interface BlessedScreen {
  lines: Line[];
  olines: Line[];
  draw: () => void;
  readonly program: { cols: number; rows: number };
  /** Blank buffers of the program's size. */
  alloc(): void;
  render(): void;
  destroy(): void;
}

interface BlessedBox {
  render: () => void;
}

interface TputClass {
  prototype: { setup: (this: object) => void };
}

interface ScreenClass {
  new (options: object): BlessedScreen;
  prototype: { enter: (this: BlessedScreen) => void };
}

const ScreenOfBlessed = Screen as ScreenClass;
const BoxClass = Box as new (options: object) => BlessedBox;

/**
 * What blessed would write is dropped, so it need not know how: no terminfo is read and compiled, which takes a start
 * 3 ms, and no TERM and no file of the machine matters.
 */
function patchBlessed(): void {
  (Tput as TputClass).prototype.setup = function () {
    Object.assign(this, { error: null, features: {}, bools: {}, numbers: {}, strings: {}, clear: () => '' });
  };
  ScreenOfBlessed.prototype.enter = function () {
    this.alloc();
  };
}

let isPatched = false;

/** Stands for stdout: what blessed would write is dropped, we know ourselves what the terminal needs. */
class NoOutput extends EventEmitter {
  readonly isTTY = true;
  readonly writable = true;

  constructor(
    readonly columns: number,
    readonly rows: number,
  ) {
    super();
  }

  write(): boolean {
    return true;
  }
}

/** Stands for stdin: blessed must not read, or its decoder eats keys. */
function silentInput(): PassThrough {
  return Object.assign(new PassThrough(), { isTTY: true, isRaw: false, setRawMode: () => undefined });
}

/** A screen filled by one box; `render` fills `screen.lines`, `draw` brings them to the terminal. */
export function createScreen(
  size: Size,
  own: { readonly render: (lines: Line[]) => void; readonly draw: () => void },
): BlessedScreen {
  if (!isPatched) patchBlessed();
  isPatched = true;
  const screen = withoutTmux(
    () =>
      new ScreenOfBlessed({
        input: silentInput(),
        output: new NoOutput(size.columns, size.rows),
        terminal: 'xterm-256color',
        forceUnicode: true,
        fullUnicode: false,
        smartCSR: false,
      }),
  );
  screen.draw = own.draw;
  const box = new BoxClass({ parent: screen, top: 0, left: 0, width: '100%', height: '100%' });
  box.render = () => own.render(screen.lines);
  return screen;
}

/** Inside of tmux blessed would start a process to ask for its version, and wait for it. */
function withoutTmux<T>(create: () => T): T {
  const tmux = process.env['TMUX'];
  delete process.env['TMUX'];
  try {
    return create();
  } finally {
    if (tmux !== undefined) process.env['TMUX'] = tmux;
  }
}
