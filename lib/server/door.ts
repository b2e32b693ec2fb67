/** Meets every connection: tells programs, people and browsers apart, and greets the people (docs/protocol.md, "Dialects"). */
import { GREETING_MS } from '../base/limits.js';
import { memberNames, findRoom } from '../core/world.js';
import type { Greeting, Surroundings } from '../dialects/dialect.js';
import { IrcDialect } from '../dialects/irc/dialect.js';
import { PlainDialect } from '../dialects/plain/dialect.js';
import { isLateIrc, sniff } from '../dialects/sniff.js';
import type { Runtime } from './runtime.js';
import type { Incoming, Visitor } from './visitor.js';

/** The first bytes of a TLS handshake record, and our answer without TLS: a fatal alert, handshake_failure (RFC 8446 section 6). */
const TLS_HANDSHAKE = 0x16;
const TLS_MAJOR_VERSION = 0x03;
const TLS_ALERT = Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x28]);

const TLS_WANTED = 'ERROR :Closing link: programs speak TLS here, on this same port: turn it on\r\n';

const TELNET_COMMAND = 0xff;

const BROWSER_TEXT = 'This is a chatroom, not a web page. In a terminal, type: lanchat join HOST\r\n';
const BROWSER_ANSWER = [
  'HTTP/1.1 400 Bad Request',
  'Content-Type: text/plain; charset=us-ascii',
  `Content-Length: ${BROWSER_TEXT.length}`,
  'Connection: close',
  '',
  BROWSER_TEXT,
].join('\r\n');

export class Door {
  private readonly timers = new Map<Visitor, NodeJS.Timeout>();

  constructor(
    private readonly runtime: Runtime,
    private readonly surroundings: Surroundings,
    /** Whether there is TLS, and whether programs have to use it. */
    private readonly tls: 'off' | 'offered' | 'require',
  ) {}

  /** Every visitor begins as a person; the first line may tell that it is a program. */
  dialectForNewcomer(): PlainDialect {
    return new PlainDialect(this.surroundings, () => this.whoIsHere());
  }

  private whoIsHere(): Greeting {
    const { world } = this.runtime;
    const room = findRoom(world, world.settings.mainRoom);
    return { names: room === undefined ? [] : memberNames(room), total: room?.members.size ?? 0 };
  }

  open(visitor: Visitor): void {
    const timer = setTimeout(() => {
      try {
        this.greet(visitor);
      } catch (error) {
        this.runtime.bug(visitor, error);
      }
    }, GREETING_MS);
    this.timers.set(visitor, timer);
  }

  forget(visitor: Visitor): void {
    clearTimeout(this.timers.get(visitor));
    this.timers.delete(visitor);
  }

  /** Looks at the very first bytes: `closed` when the connection was closed for them. */
  admit(visitor: Visitor, chunk: Buffer): 'talk' | 'tls' | 'closed' {
    // Asking the system how much it has read is what costs here, and most have settled long ago.
    if (visitor.settled || visitor.isSecure || !this.timers.has(visitor)) return 'talk';
    if (visitor.socket.bytesRead > chunk.length) return 'talk';
    if (chunk[0] === TLS_HANDSHAKE && (chunk.length === 1 || chunk[1] === TLS_MAJOR_VERSION)) {
      if (this.tls !== 'off') {
        this.forget(visitor);
        return 'tls';
      }
      this.turnAway(visitor, TLS_ALERT);
      return 'closed';
    }
    // A telnet program introduces itself in bytes; there is a person behind it.
    if (chunk[0] === TELNET_COMMAND) this.greet(visitor);
    return 'talk';
  }

  private turnAway(visitor: Visitor, answer: Buffer | string): void {
    this.forget(visitor);
    visitor.closing = true;
    visitor.socket.end(answer);
    visitor.socket.resume();
  }

  private greet(visitor: Visitor): void {
    this.forget(visitor);
    if (visitor.closing || visitor.settled || !(visitor.dialect instanceof PlainDialect)) return;
    visitor.settled = true;
    for (const action of visitor.dialect.greet()) this.runtime.act(visitor, action);
  }

  receive(visitor: Visitor, incoming: Incoming): void {
    if (!visitor.settled) {
      // Whoever just presses Enter waits to be spoken to.
      if (incoming === '') this.greet(visitor);
      else this.settle(visitor, incoming);
      if (incoming === '') return;
    } else if (isUnnamed(visitor) && typeof incoming === 'string') this.lookAgain(visitor, incoming);
    if (!visitor.closing) this.runtime.receive(visitor, incoming);
  }

  private settle(visitor: Visitor, incoming: Incoming): void {
    this.forget(visitor);
    visitor.settled = true;
    if (typeof incoming !== 'string') return;
    const kind = sniff(incoming);
    if (kind === 'http') this.turnAway(visitor, BROWSER_ANSWER);
    else if (kind === 'irc') this.becomeIrc(visitor, '', incoming);
  }

  /** A slow program is still a program, and a browser may open its connection long before it speaks. */
  private lookAgain(visitor: Visitor, line: string): void {
    if (sniff(line) === 'http') this.turnAway(visitor, BROWSER_ANSWER);
    else if (isLateIrc(line)) this.becomeIrc(visitor, '\r\n', line);
  }

  /** `before` ends the prompt line that a program was not meant to see. */
  private becomeIrc(visitor: Visitor, before: string, line: string): void {
    if (this.tls === 'require' && !visitor.isSecure) {
      // Our own client asks, and then calls again with TLS.
      const cap = /^CAP LS 30[2-9]/i.test(line) ? `CAP * LS :${this.surroundings.tlsCap ?? ''}\r\n` : '';
      this.turnAway(visitor, `${cap}${TLS_WANTED}`);
      return;
    }
    if (before !== '') this.runtime.act(visitor, { kind: 'prompt', text: before });
    visitor.handOver(new IrcDialect(this.surroundings, visitor.isSecure));
  }
}

function isUnnamed({ dialect }: Visitor): boolean {
  return dialect instanceof PlainDialect && !dialect.isNamed;
}
