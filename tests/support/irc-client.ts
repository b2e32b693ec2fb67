/** A tiny IRC program for tests: it sends lines, waits for lines, and synchronises by PING. */
import { wrongWith } from './grammar.js';
import { DEADLINE_MS, Wire } from './wire.js';

export type LineMatcher = string | RegExp | ((line: string) => boolean);

export interface Introduction {
  readonly caps?: readonly string[];
  readonly pass?: string;
  readonly resume?: string;
  /** Rooms to enter; what that answers is not kept. */
  readonly join?: readonly string[];
}

let tokens = 0;

/** Benchmarks count the time that reading takes. */
const IS_TEST = process.env['JEST_WORKER_ID'] !== undefined;
const ASCII_LINE_BYTES_MAX = 4 * 512;

export class IrcClient {
  /** The most bytes in a line: `lanchat/ascii` has lines of its own. */
  private most: number | undefined;
  /** False while the server may still take it for a person (see "Dialects" in docs/protocol.md). */
  private isKnown = false;

  private constructor(
    readonly wire: Wire,
    readonly name: string,
  ) {}

  static async connect(port: number, name = '*'): Promise<IrcClient> {
    return new IrcClient(await Wire.open(port), name);
  }

  /** The same over TLS. */
  static async secure(port: number, name: string, introduction: Introduction = {}): Promise<IrcClient> {
    return new IrcClient(await Wire.secure(port), name).comeIn(introduction);
  }

  /** Connects, registers and reads to the end of the greeting. */
  static async register(port: number, name: string, introduction: Introduction = {}): Promise<IrcClient> {
    const client = await IrcClient.connect(port, name);
    return client.comeIn(introduction);
  }

  private async comeIn(introduction: Introduction): Promise<this> {
    this.introduce(introduction);
    await this.expectLine(/^\S+ (376|422) /);
    for (const room of introduction.join ?? []) this.send(`JOIN ${room}`);
    await this.roundtrip();
    return this;
  }

  introduce({ caps = [], pass, resume }: Introduction = {}): void {
    if (caps.length > 0) this.send('CAP LS 302', `CAP REQ :${caps.join(' ')}`);
    if (pass !== undefined) this.send(`PASS ${pass}`);
    if (resume !== undefined) this.send(`RESUME ${resume}`);
    this.send(`NICK ${this.name}`, `USER ${this.name} 0 * :${this.name} Example`);
    if (caps.length > 0) this.send('CAP END');
  }

  send(...lines: readonly string[]): void {
    if (lines.some((line) => line.includes('lanchat/ascii'))) this.most = ASCII_LINE_BYTES_MAX;
    this.wire.write(lines.map((line) => `${line}\r\n`).join(''));
  }

  /** Everything that comes until the server has answered all that was sent before. */
  async roundtrip(): Promise<readonly string[]> {
    tokens += 1;
    const token = `sync${tokens}`;
    this.send(`PING ${token}`);
    const lines: string[] = [];
    for (;;) {
      const line = await this.nextLine(`PONG ${token}`);
      if (line.endsWith(` :${token}`) && line.includes(' PONG ')) return lines;
      lines.push(line);
    }
  }

  /** The first line that matches; those before it are dropped. */
  async expectLine(matcher: LineMatcher, milliseconds = DEADLINE_MS): Promise<string> {
    const dropped: string[] = [];
    for (;;) {
      const line = await this.nextLine(
        `line ${String(matcher)} after\n${dropped.join('\n')}\n`,
        milliseconds,
      );
      if (matches(line, matcher)) return line;
      dropped.push(line);
    }
  }

  async nextLine(what = 'line', milliseconds = DEADLINE_MS): Promise<string> {
    const end = await this.wire.until(
      () => {
        const at = this.wire.bytes.indexOf('\r\n');
        return at === -1 ? null : at;
      },
      what,
      milliseconds,
    );
    return this.judged(this.wire.take(end + 2).slice(0, -2));
  }

  /** Whatever a test is about, no line may break the grammar. */
  private judged(line: string): string {
    this.isKnown ||= /^[:@]/.test(line);
    const wrong = IS_TEST && this.isKnown ? wrongWith(line, this.most) : null;
    if (wrong !== null) throw new Error(`${wrong}: ${line}`);
    return line;
  }

  /** The lines that were still to come when the server closes the connection. */
  async untilEnd(milliseconds = DEADLINE_MS): Promise<readonly string[]> {
    const text = await this.wire.untilEnd(milliseconds);
    return text
      .split('\r\n')
      .filter((line) => line !== '')
      .map((line) => this.judged(line));
  }

  async close(): Promise<void> {
    await this.wire.destroy();
  }
}

function matches(line: string, matcher: LineMatcher): boolean {
  if (typeof matcher === 'string') return line === matcher;
  return typeof matcher === 'function' ? matcher(line) : matcher.test(line);
}

/** Sends, and returns all that it brought. */
export async function ask(client: IrcClient, ...lines: readonly string[]): Promise<readonly string[]> {
  client.send(...lines);
  return client.roundtrip();
}

/** The lines with one of these commands or numerics. */
export function only(lines: readonly string[], ...commands: readonly string[]): readonly string[] {
  return lines.filter((line) => commands.includes(commandOf(line)));
}

export function commandOf(line: string): string {
  return /^(?:@\S+ )?(?::\S+ )?(\S+)/.exec(line)?.[1] ?? '';
}

/** A line without its tags, which carry times and ids. */
export function untagged(line: string): string {
  return line.replace(/^@\S+ /, '');
}
