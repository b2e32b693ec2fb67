/** Lets people prove whose name it is: SASL exchanges, hashes and codes, and the pauses that make guessing slow. */
import { randomInt } from 'node:crypto';
import { fold } from '../base/casefold.js';
import type { Millis } from '../base/result.js';
import type { PasswordProof, ProvedDevice } from '../core/account.js';
import { accountNamed } from '../core/accounts.js';
import type { CoreEvent } from '../core/event.js';
import { hostOf } from '../core/policy.js';
import type { Reply } from '../core/reply.js';
import type { World } from '../core/world.js';
import { plainAddress, withPort } from '../net/addresses.js';
import { Exchange, type Move } from './auth/exchange.js';
import { Guessing } from './auth/guessing.js';
import { isPassword, proofOf, TooBusy } from './auth/passwords.js';
import type { ServerKey } from './auth/server-key.js';
import type { Log } from './log.js';
import type { Visitor } from './visitor.js';

/** Letters of a code that nobody mistakes for each other when they are read aloud. */
const CODE_LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const CODE_LENGTH = 8;

/** What the logins need of the runtime. */
export interface LoginsOptions {
  readonly world: World;
  readonly key: ServerKey;
  /** Beside the connection's own end: as others may have typed it, `host:port`. */
  readonly addresses: readonly string[];
  readonly log: Log;
  readonly now: () => Millis;
  readonly handle: (event: CoreEvent) => void;
  readonly reply: (visitor: Visitor, reply: Reply) => void;
  /** Holds the visitor's later lines until the work is done; what it throws is a bug of that connection. */
  readonly during: (visitor: Visitor, work: () => Promise<void>) => void;
}

export class Logins {
  private readonly exchanges = new Map<Visitor, Exchange>();
  private readonly guessing = new Guessing();

  constructor(private readonly options: LoginsOptions) {}

  authenticate(visitor: Visitor, text: string): void {
    const exchange = this.exchanges.get(visitor) ?? this.begin(visitor);
    const move = exchange.take(text);
    if (move.kind === 'wait') return;
    if (move.kind === 'say') this.options.reply(visitor, { kind: 'sasl', text: move.text });
    else this.conclude(visitor, move);
  }

  forget(visitor: Visitor): void {
    this.exchanges.delete(visitor);
    this.options.handle({ kind: 'forget-proof', session: visitor.id });
  }

  private begin(visitor: Visitor): Exchange {
    const { world, key, addresses } = this.options;
    const { localAddress = '', localPort = 0 } = visitor.socket;
    const own = withPort(plainAddress(localAddress), localPort);
    const exchange = new Exchange({ world, key, addresses: new Set([own, ...addresses]) });
    this.exchanges.set(visitor, exchange);
    return exchange;
  }

  private conclude(visitor: Visitor, move: Exclude<Move, { kind: 'wait' | 'say' }>): void {
    const keys = [
      `address ${hostOf(visitor.address)}`,
      ...(move.name === null ? [] : [`account ${fold(move.name)}`]),
    ];
    const pause = this.guessing.delay(keys, this.options.now());
    if (pause === 0 && move.kind === 'proved') this.proved(visitor, move.name, move.device);
    else if (pause === 0 && move.kind === 'end') this.ended(visitor, move, keys);
    else {
      this.options.during(visitor, async () => {
        if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause).unref());
        if (move.kind === 'proved') this.proved(visitor, move.name, move.device);
        else if (move.kind === 'end') this.ended(visitor, move, keys);
        else await this.check(visitor, move, keys);
      });
    }
  }

  private async check(
    visitor: Visitor,
    { name, password }: Extract<Move, { kind: 'check' }>,
    keys: readonly string[],
  ): Promise<void> {
    const { world, now } = this.options;
    try {
      const account = accountNamed(world, name, now());
      if (await isPassword(password, account?.password ?? null)) this.proved(visitor, name, null);
      else this.ended(visitor, { kind: 'end', how: 'failed', name }, keys);
    } catch (error) {
      if (!(error instanceof TooBusy)) throw error;
      this.options.log.write('Too many passwords to compare at once: some were put off');
      this.options.reply(visitor, { kind: 'sasl-ended', how: 'busy' });
    }
  }

  private ended(
    visitor: Visitor,
    { how, name }: Extract<Move, { kind: 'end' }>,
    keys: readonly string[],
  ): void {
    if (how === 'failed' && name !== null) {
      const count = this.guessing.failed(keys, this.options.now());
      this.options.log.write(`Wrong proof for ${name} from ${visitor.address} (${count} in a row)`);
    }
    this.options.reply(visitor, { kind: 'sasl-ended', how });
  }

  private proved(visitor: Visitor, name: string, device: ProvedDevice | null): void {
    const { world, handle, reply } = this.options;
    const session = visitor.id;
    handle({
      kind: 'prove',
      session,
      name,
      by: device === null ? { kind: 'password' } : { kind: 'device', device },
    });
    const account = world.proved.get(session)?.account ?? null;
    if (account === null || fold(account) !== fold(name)) return;
    this.guessing.succeeded([`account ${fold(name)}`]);
    reply(visitor, { kind: 'sasl-ended', how: 'good' });
  }

  hashPassword(visitor: Visitor, password: string): void {
    this.options.during(visitor, async () => {
      const proof = await hashed(password);
      this.options.handle({ kind: 'password-hashed', session: visitor.id, proof });
    });
  }

  makeCode({ id }: Visitor): void {
    const letters = Array.from({ length: CODE_LENGTH }, () =>
      CODE_LETTERS.charAt(randomInt(CODE_LETTERS.length)),
    );
    this.options.handle({ kind: 'code-made', session: id, code: letters.join('') });
  }
}

async function hashed(password: string): Promise<PasswordProof | null> {
  try {
    return await proofOf(password);
  } catch (error) {
    if (error instanceof TooBusy) return null;
    throw error;
  }
}
