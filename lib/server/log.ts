/** The server's log: one harmless line at a time, to whoever shows or keeps it. */
import { safeText } from '../base/safe-text.js';

export type LogSink = (line: string) => void;

export class Log {
  private readonly sinks = new Set<LogSink>();

  /** Returns what takes the sink away again. */
  attach(sink: LogSink): () => void {
    this.sinks.add(sink);
    return () => this.sinks.delete(sink);
  }

  write(text: string): void {
    const line = safeText(text);
    for (const sink of this.sinks) sink(line);
  }

  /** A bug: the server goes on, and whoever looks after it should know. */
  bug(where: string, error: unknown): void {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.write(`Bug in ${where}, please report it: ${detail.replace(/\s*\n\s*/g, ' | ')}`);
  }
}
