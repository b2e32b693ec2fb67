/** How large the terminal is, whatever it says. */
import type { WriteStream } from 'node:tty';
import type { Size } from '../frame.js';

/** Serial lines and some ptys say 0x0; a mistaken 65535x65535 would take gigabytes. */
const COLUMNS_MAX = 1000;
const ROWS_MAX = 500;

export function sizeOf(stream: WriteStream): Size {
  return {
    columns: Math.min(COLUMNS_MAX, stream.columns > 0 ? stream.columns : 80),
    rows: Math.min(ROWS_MAX, stream.rows > 0 ? stream.rows : 24),
  };
}

/** Asks again: nobody told us while we were stopped. */
export function refreshSize(stream: WriteStream): void {
  (stream as unknown as { _refreshSize?: () => void })._refreshSize?.();
}
