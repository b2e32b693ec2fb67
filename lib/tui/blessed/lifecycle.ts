/** Leaving the terminal as it was found, however the program ends, and stepping aside for the shell. */
import { closeSync } from 'node:fs';

export type LeaveSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGQUIT';

const SIGNAL_NUMBERS: Readonly<Record<LeaveSignal, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGTERM: 15,
};
const SIGNALS: readonly LeaveSignal[] = ['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGQUIT'];

/** The exit code by which a shell knows that a signal ended the program. */
export function signalExitCode(signal: LeaveSignal): number {
  return 128 + SIGNAL_NUMBERS[signal];
}

const EXIT_BUG = 70;

/** A stop that has not taken hold by then never will: nobody could continue us. */
const STOP_MS = 100;

export interface LifecycleEvents {
  /** Gives the terminal back; may be called more than once. */
  restore(): void;
  onSignal(signal: LeaveSignal): void;
  /** SIGTSTP came from outside. */
  onSuspend(): void;
  /** Another program has the terminal now: Ctrl-C and the like are for it. */
  isLent(): boolean;
}

/** Installs the handlers; the function returned removes them. */
export function guardProcess(events: LifecycleEvents): () => void {
  const undo: (() => void)[] = [];
  const on = (event: string, listener: (...args: unknown[]) => void): void => {
    process.on(event, listener);
    undo.push(() => process.off(event, listener));
  };
  on('exit', () => events.restore());
  on('uncaughtException', (error: unknown) => endWithBug(events, error));
  on('unhandledRejection', (reason: unknown) => endWithBug(events, reason));
  const received = new Set<LeaveSignal>();
  for (const signal of SIGNALS) {
    if (signal === 'SIGQUIT' && process.platform === 'win32') continue;
    on(signal, () => {
      if (events.isLent() && (signal === 'SIGINT' || signal === 'SIGQUIT')) return;
      // Asked twice, the owner was too slow or is stuck.
      if (received.has(signal)) process.exit(signalExitCode(signal));
      received.add(signal);
      events.onSignal(signal);
    });
  }
  if (process.platform !== 'win32') on('SIGTSTP', () => suspend(events));
  return () => undo.splice(0).forEach((remove) => remove());
}

/** The program that has the terminal has left it already: all that is to be done is to stop with it. */
function suspend(events: LifecycleEvents): void {
  if (events.isLent()) stopJob(() => undefined);
  else events.onSuspend();
}

function endWithBug(events: LifecycleEvents, error: unknown): void {
  events.restore();
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`lanchat: ${harmless(text)}\nThis is a bug in lanchat, please report this.\n`);
  process.exit(EXIT_BUG);
}

/** An error may quote what somebody sent. */
function harmless(text: string): string {
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '');
}

/**
 * Stops the whole job, as Ctrl-Z does, and calls `resume` once it is continued. The default action does it, not SIGSTOP:
 * it also stops an npx that started us, and does nothing where no shell could continue us.
 */
export function stopJob(resume: () => void): void {
  if (process.platform === 'win32') {
    resume();
    return;
  }
  let done = false;
  const listeners = process.listeners('SIGTSTP');
  const finish = (): void => {
    if (done) return;
    done = true;
    clearTimeout(timer);
    process.off('SIGCONT', finish);
    for (const listener of listeners) process.on('SIGTSTP', listener);
    resume();
  };
  process.on('SIGCONT', finish);
  // A signal handler does not keep the process alive, and stdin is paused: the timer does.
  const timer = setTimeout(finish, STOP_MS);
  process.removeAllListeners('SIGTSTP');
  process.kill(0, 'SIGTSTP');
}

/**
 * For a terminal that is gone, as the last deed before the exit: Node puts back the modes that its standard streams had
 * at the start, and aborts with a core dump when that fails; it leaves alone what is closed.
 */
export function closeStandardStreams(): void {
  for (const descriptor of [0, 1, 2]) {
    try {
      closeSync(descriptor);
    } catch {
      // Closed already.
    }
  }
}
