/** Waits for an answer of the terminal that is under way, so that it does not land in the shell's command line. */
import { closeSync, constants, openSync, readSync } from 'node:fs';

/** Milliseconds after the question in which the answer may still come: over ssh on one network it takes a few. */
const UNDER_WAY_MS = 250;

/** Milliseconds to wait for it; terminals that do not answer cost whoever leaves at once so much. */
const WAIT_MS = 300;

/** Between two looks. */
const LOOK_MS = 5;

const ANSWER = /\u001b\]\d+;[^\u0007\u001b]*(?:\u0007|\u001b\\)/;

/** Whether somebody who leaves `sinceAsked` milliseconds after the question has to reckon with the answer. */
export function mayBeUnderWay(sinceAsked: number): boolean {
  return sinceAsked >= 0 && sinceAsked < UNDER_WAY_MS;
}

/** Takes what comes until the answer is whole. The terminal must still be raw, or it would show the answer itself. */
export function takeLateAnswer(): void {
  const terminal = openTerminal();
  if (terminal === null) return;
  let heard = '';
  const deadline = performance.now() + WAIT_MS;
  while (!ANSWER.test(heard) && performance.now() < deadline) {
    const more = readSome(terminal);
    if (more === '') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_MS);
    heard += more;
  }
  closeSync(terminal);
}

/** By a descriptor of its own: a read must not wait, whatever stdin is set to. */
function openTerminal(): number | null {
  if (process.platform === 'win32') return null;
  try {
    return openSync('/dev/tty', constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch {
    return null;
  }
}

function readSome(terminal: number): string {
  const buffer = Buffer.alloc(256);
  try {
    return buffer.toString('latin1', 0, readSync(terminal, buffer));
  } catch {
    // Nothing is there yet, or the terminal is gone.
    return '';
  }
}
