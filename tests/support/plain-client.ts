/** A person with `nc` for tests: types lines, reads text, and synchronises by a command that does not exist. */
import { DEADLINE_MS, Wire } from './wire.js';

let barriers = 0;

export class PlainClient {
  private constructor(readonly wire: Wire) {}

  static async connect(port: number, { halfOpen = false } = {}): Promise<PlainClient> {
    return new PlainClient(await Wire.open(port, { halfOpen }));
  }

  /** Connects as a script does, name first, and reads all that comes on entry. */
  static async enter(port: number, name: string): Promise<PlainClient> {
    const client = await PlainClient.connect(port);
    client.type(name);
    await client.expectText(`Welcome, ${name}!`);
    await client.roundtrip();
    return client;
  }

  type(...lines: readonly string[]): void {
    this.wire.write(lines.map((line) => `${line}\n`).join(''));
  }

  write(data: string | Uint8Array): void {
    this.wire.write(data);
  }

  /** All text up to and including the first place that matches. */
  async expectText(wanted: string | RegExp, milliseconds = DEADLINE_MS): Promise<string> {
    const length = await this.wire.until(() => endOf(this.wire.text, wanted), String(wanted), milliseconds);
    return this.wire.take(length);
  }

  /** The lines that came until the server has handled all that was typed before. */
  async roundtrip(): Promise<readonly string[]> {
    barriers += 1;
    const word = `/barrier-${barriers}`;
    this.type(word);
    const text = await this.expectText(
      `There is no command ${word}. /help lists them; nothing was sent.\r\n`,
    );
    return text.split('\r\n').slice(0, -2);
  }

  /** Types, and returns the lines that it brought. */
  async ask(...lines: readonly string[]): Promise<readonly string[]> {
    this.type(...lines);
    return this.roundtrip();
  }

  /** All that was still to come when the server closes the connection. */
  async untilEnd(milliseconds = DEADLINE_MS): Promise<string> {
    return this.wire.untilEnd(milliseconds);
  }

  async close(): Promise<void> {
    await this.wire.destroy();
  }
}

/** Byte length of `text` to the end of the match, or null. */
function endOf(text: string, wanted: string | RegExp): number | null {
  if (typeof wanted === 'string') {
    const at = text.indexOf(wanted);
    return at === -1 ? null : Buffer.byteLength(text.slice(0, at + wanted.length));
  }
  const match = wanted.exec(text);
  return match === null ? null : Buffer.byteLength(text.slice(0, match.index + match[0].length));
}
