/** Reads the terminal: raw bytes from stdin become events, with the time-outs that a lone Escape needs. */
import { StringDecoder } from 'node:string_decoder';
import type { ReadStream } from 'node:tty';
import { InputDecoder, type InputEvent } from '../input-decoder.js';

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
  #silence: NodeJS.Timeout | null = null;
  #open = false;

  constructor(stream: ReadStream, listener: InputListener) {
    this.#stream = stream;
    this.#listener = listener;
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
    if (this.#silence !== null) clearTimeout(this.#silence);
    this.#silence = null;
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
    this.#waitForMore();
    if (events.length > 0) this.#listener.onInput(events);
  };

  readonly #onEnd = (): void => {
    this.#listener.onEnd();
  };

  #waitForMore(): void {
    if (this.#silence !== null) clearTimeout(this.#silence);
    this.#silence = null;
    if (!this.#decoder.pending) return;
    this.#silence = setTimeout(() => {
      this.#silence = null;
      const events = this.#decoder.flush();
      if (events.length > 0) this.#listener.onInput(events);
    }, this.#decoder.patience);
  }
}

function ignore(): void {
  // Nothing is left to do.
}
