/** Tells the log of each connection, when it comes and when it goes, but for a call that only asked how to call. */
import type { Millis } from '../base/result.js';
import type { Log } from './log.js';
import type { Incoming, Visitor } from './visitor.js';

/** Milliseconds after which a newcomer is told of, whatever it may be. */
const TELL_MS = 1000;

/** What a program says before it has an answer to its first question; it cannot be in the room by these alone. */
const OPENING = /^(CAP LS|NICK|USER|PASS)\b/;

/**
 * Our client asks a server that it does not know for its capabilities, reads there that it speaks TLS, and calls again
 * with it: for the host that is one newcomer, not two (docs/protocol.md, "TLS").
 */
export class Arrivals {
  /** Those who came and have not been told of, and whether they have asked for capabilities. */
  private readonly untold = new Map<Visitor, 'silent' | 'asks'>();

  constructor(
    private readonly log: Log,
    private readonly tls: 'off' | 'offered' | 'require',
  ) {}

  came(visitor: Visitor): void {
    this.untold.set(visitor, 'silent');
    if (this.tls === 'off') this.tell(visitor);
  }

  /** To be called before the line is handled, so that what comes of it is told after this. */
  said(visitor: Visitor, line: Incoming): void {
    if (this.untold.size === 0) return;
    const before = this.untold.get(visitor);
    if (before === undefined) return;
    const asks = typeof line === 'string' && (before === 'asks' ? OPENING : /^CAP LS\b/).test(line);
    if (asks && !visitor.isSecure) this.untold.set(visitor, 'asks');
    else this.tell(visitor);
  }

  /** Once for each connection; a second time nothing happens. */
  tell(visitor: Visitor): void {
    if (this.untold.delete(visitor)) this.log.write(`Accepted a new connection from ${visitor.address}`);
  }

  /** Those who wait, be it for a greeting or for us. */
  look(now: Millis): void {
    for (const visitor of this.untold.keys()) if (now - visitor.since >= TELL_MS) this.tell(visitor);
  }

  left(visitor: Visitor): void {
    if (this.untold.get(visitor) === 'asks') {
      this.untold.delete(visitor);
      // Whoever cannot, does not come back: the host should know why.
      if (this.tls === 'require') this.log.write(`${visitor.address} was told to call again with TLS`);
      return;
    }
    this.tell(visitor);
    const { who, address } = visitor;
    const name = who === null ? '' : `${who.person.name} has left: `;
    this.log.write(`${name}${address} has closed the connection`);
  }
}
