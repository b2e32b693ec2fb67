/** Reads the terminal: raw bytes from stdin become events, with the time-outs that a lone Escape needs. */
import { StringDecoder } from 'node:string_decoder';
import type { ReadStream } from 'node:tty';
import { InputDecoder, type InputEvent } from '../input-decoder.js';
import { PASTE_GAP_MS, UnmarkedPastes } from '../unmarked-pastes.js';
import { TURN_MS, WheelTurns } from '../wheel-turns.js';

export interface InputListener {
  onInput(events: readonly InputEvent[]): void;
  /** The terminal has answered what it was asked (OSC, DCS), without the marks around it. */
  onAnswer(answer: string): void;
  onEnd(): void;
}

export class TerminalInput {
  readonly #stream: ReadStream;
  readonly #listener: InputListener;
  readonly #utf8 = new StringDecoder('utf8');
  readonly #decoder: InputDecoder;
  readonly #turns = new WheelTurns();
  /** Null where the terminal marks pastes. */
  readonly #pastes: UnmarkedPastes | null;
  #silence: NodeJS.Timeout | null = null;
  #settling: NodeJS.Timeout | null = null;
  #open = false;

  constructor(stream: ReadStream, marksPastes: boolean, listener: InputListener) {
    this.#stream = stream;
    this.#listener = listener;
    this.#pastes = marksPastes ? null : new UnmarkedPastes();
    this.#decoder = new InputDecoder((answer) => listener.onAnswer(answer));
  }

  start(): void {
    this.#stream.on('data', this.#onData);
    this.#stream.on('end', this.#onEnd);
    this.#stream.on('error', this.#onEnd);
    this.resume();
  }

  stop(): void {
    this.#stream.off('data', this.#onData);
    this.#stream.off('end', this.#onEnd);
    this.pause();
    // An error that comes late must not become an uncaught one.
    this.#stream.off('error', this.#onEnd);
    this.#stream.on('error', ignore);
  }

  resume(): void {
    if (this.#open) return;
    this.#open = true;
    this.#setRaw(true);
    this.#stream.resume();
  }

  pause(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#stopWaiting();
    this.#settled();
    this.#decoder.flush();
    this.#stream.pause();
    this.#setRaw(false);
  }

  /** Fails when the terminal is gone; its end is told by the stream. */
  #setRaw(raw: boolean): void {
    try {
      this.#stream.setRawMode(raw);
    } catch {
      this.#open = false;
    }
  }

  readonly #onData = (chunk: Buffer | string): void => {
    const events = this.#decoder.push(typeof chunk === 'string' ? chunk : this.#utf8.write(chunk));
    this.#tell(this.#turns.take(this.#pastes?.take(events) ?? events));
    this.#waitForMore();
  };

  readonly #onEnd = (): void => {
    this.#listener.onEnd();
  };

  #tell(events: readonly InputEvent[]): void {
    if (events.length > 0) this.#listener.onInput(events);
  }

  #waitForMore(): void {
    this.#stopWaiting();
    if (!this.#open) return;
    const pastes = this.#pastes?.pending ?? false;
    if (pastes || this.#turns.pending)
      this.#settling = setTimeout(() => this.#tell(this.#settled()), pastes ? PASTE_GAP_MS : TURN_MS);
    if (!this.#decoder.pending) return;
    this.#silence = setTimeout(() => {
      // What came before goes before.
      this.#tell([...this.#settled(), ...this.#decoder.flush()]);
    }, this.#decoder.patience);
  }

  /** What was held back, and is what it looked like. */
  #settled(): readonly InputEvent[] {
    return [...this.#turns.flush(), ...(this.#pastes?.flush() ?? [])];
  }

  #stopWaiting(): void {
    if (this.#silence !== null) clearTimeout(this.#silence);
    if (this.#settling !== null) clearTimeout(this.#settling);
    this.#silence = null;
    this.#settling = null;
  }
}

function ignore(): void {
  // Nothing is left to do.
}
