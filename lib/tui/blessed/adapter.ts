/** All that we know and change of blessed: a screen that asks the machine nothing and writes nothing. */
import { EventEmitter } from 'node:events';
import Node from 'blessed/lib/widgets/node';
import Screen from 'blessed/lib/widgets/screen';
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

interface BlessedNode {
  render: () => void;
}

const ScreenOfBlessed = Screen as new (options: object) => BlessedScreen;
const NodeOfBlessed = Node as new (options: object) => BlessedNode;

/**
 * Stands for blessed's way to the terminal, which reads terminfo and keys and writes the screen: we know ourselves what
 * a terminal needs, and so no TERM and no file of the machine matters. The bundle leaves out what only that one needs
 * (bin/dev/bundle-options.js), which a start would take 5 ms for.
 */
class QuietProgram extends EventEmitter {
  readonly options = {};
  readonly tput = { features: {}, numbers: {}, strings: {}, unicode: true };
  /** The terminal is ours already: blessed has nothing to enter. */
  readonly isAlt = true;

  constructor(
    public cols: number,
    public rows: number,
  ) {
    super();
  }

  setupTput(): void {
    // There is none.
  }

  clear(): void {
    // Nor is there anything to write.
  }

  destroy(): void {
    // It holds nothing.
  }
}

/** A screen with one node that fills it; `render` fills `screen.lines`, `draw` brings them to the terminal. */
export function createScreen(
  size: Size,
  own: { readonly render: (lines: Line[]) => void; readonly draw: () => void },
): BlessedScreen {
  const screen = new ScreenOfBlessed({ program: new QuietProgram(size.columns, size.rows) });
  // As there is nothing to leave.
  Object.assign(screen, { leave: () => undefined, draw: own.draw });
  screen.alloc();
  const node = new NodeOfBlessed({ parent: screen });
  node.render = () => own.render(screen.lines);
  return screen;
}
