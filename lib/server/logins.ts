/** Lets people prove whose name it is: SASL exchanges, hashes and codes, and the pauses that make guessing slow. */
import { randomInt } from 'node:crypto';
import { fold, sameName } from '../base/casefold.js';
import type { Millis } from '../base/result.js';
import type { PasswordProof, ProvedDevice } from '../core/account.js';
import { accountNamed } from '../core/accounts.js';
import type { Effect } from '../core/effect.js';
import type { AtTheDoor, CoreEvent } from '../core/event.js';
import { hostOf } from '../core/policy.js';
import type { Reply } from '../core/reply.js';
import type { World } from '../core/world.js';
import type { LoginFailure } from '../dialects/dialect.js';
import { plainAddress, withPort } from '../net/addresses.js';
import { Exchange, type Move } from './auth/exchange.js';
import { Guessing, type Try } from './auth/guessing.js';
import type { Operators } from './auth/operators.js';
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
  readonly operators: Operators;
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
  /** Those of now. */
  operators: Operators;

  constructor(private readonly options: LoginsOptions) {
    this.operators = options.operators;
  }

  /** `password` is the chatroom's, as the visitor gave it so far. */
  authenticate(visitor: Visitor, text: string, password: string | null): void {
    const exchange = this.exchanges.get(visitor) ?? this.begin(visitor);
    const move = exchange.take(text);
    if (move.kind === 'wait') return;
    const door = { address: visitor.address, password };
    if (move.kind === 'say' && move.name === null) this.say(visitor, move.text);
    else this.conclude(visitor, move, door);
  }

  /** Whoever comes in has no exchange under way any more (IRCv3 sasl-3.1, "ERR_SASLABORTED"). */
  abort(visitor: Visitor): void {
    if (this.exchanges.get(visitor)?.isUnderWay === true) {
      this.options.reply(visitor, { kind: 'sasl-ended', how: 'aborted' });
      this.exchanges.delete(visitor);
    }
  }

  forget(visitor: Visitor): void {
    this.exchanges.delete(visitor);
    this.options.handle({ kind: 'forget-proof', session: visitor.id });
  }

  private say(visitor: Visitor, text: string): void {
    this.options.reply(visitor, { kind: 'sasl', text });
  }

  private begin(visitor: Visitor): Exchange {
    const { world, key, addresses } = this.options;
    const { localAddress = '', localPort = 0 } = visitor.socket;
    const own = withPort(plainAddress(localAddress), localPort);
    const exchange = new Exchange({ world, key, addresses: new Set([own, ...addresses]) });
    this.exchanges.set(visitor, exchange);
    return exchange;
  }

  private conclude(visitor: Visitor, move: Exclude<Move, { kind: 'wait' }>, door: AtTheDoor): void {
    // A signature cannot be guessed: its owner need not wait for those who guess the password.
    const isDevice = move.kind === 'proved' && move.device !== null;
    const guess = tryOf(visitor, isDevice ? null : move.name);
    this.slowly(visitor, guess, async (isBusy) => {
      if (isBusy) this.busy(visitor);
      else if (move.kind === 'say') this.say(visitor, move.text);
      else if (move.kind === 'proved') this.proved(visitor, move.name, move.device, door);
      else if (move.kind === 'end') this.ended(visitor, move, guess);
      else await this.check(visitor, move, guess, door);
    });
  }

  /** Does the work after the pause that such a try has to make; later lines wait for it. */
  private slowly(visitor: Visitor, guess: Try, work: (isBusy: boolean) => Promise<void>): void {
    const pause = this.guessing.begin(guess, this.options.now());
    this.options.during(visitor, async () => {
      if (pause === null) {
        await work(true);
        return;
      }
      try {
        if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause).unref());
        await work(false);
      } finally {
        this.guessing.end(guess);
      }
    });
  }

  private busy(visitor: Visitor): void {
    this.tooBusy(visitor);
    this.options.reply(visitor, { kind: 'sasl-ended', how: 'busy' });
  }

  private tooBusy(visitor: Visitor): void {
    this.options.log.write(`Too many passwords to compare at once: ${visitor.address} was put off`);
  }

  private async check(
    visitor: Visitor,
    { name, password }: Extract<Move, { kind: 'check' }>,
    guess: Try,
    door: AtTheDoor,
  ): Promise<void> {
    switch (await this.outcome(visitor, password, name)) {
      case 'right':
        this.proved(visitor, name, null, door);
        return;
      case 'wrong':
        this.ended(visitor, { kind: 'end', how: 'failed', name }, guess);
        return;
      case 'busy':
        this.options.reply(visitor, { kind: 'sasl-ended', how: 'busy' });
    }
  }

  private async outcome(
    visitor: Visitor,
    password: string,
    name: string,
  ): Promise<'right' | 'wrong' | 'busy'> {
    const proof = this.proofOf(name);
    const outcome = await this.compared(visitor, password, proof?.scrypt ?? null);
    // Meanwhile the name may have become somebody else's.
    return outcome === 'right' && this.proofOf(name) !== proof ? 'wrong' : outcome;
  }

  private proofOf(name: string): PasswordProof | null {
    const { world, now } = this.options;
    return accountNamed(world, name, now())?.password ?? null;
  }

  private async compared(
    visitor: Visitor,
    password: string,
    stored: string | null,
  ): Promise<'right' | 'wrong' | 'busy'> {
    try {
      return (await isPassword(password, stored, hostOf(visitor.address))) ? 'right' : 'wrong';
    } catch (error) {
      if (!(error instanceof TooBusy)) throw error;
      this.tooBusy(visitor);
      return 'busy';
    }
  }

  private ended(visitor: Visitor, { how, name }: Extract<Move, { kind: 'end' }>, guess: Try): void {
    if (how === 'failed' && name !== null) this.failed(visitor, name, guess);
    this.options.reply(visitor, { kind: 'sasl-ended', how });
  }

  private failed(visitor: Visitor, name: string, guess: Try): void {
    const count = this.guessing.failed(guess, this.options.now());
    this.options.log.write(`Wrong proof for ${name} from ${visitor.address} (${count} in a row)`);
  }

  private proved(visitor: Visitor, name: string, device: ProvedDevice | null, door: AtTheDoor): void {
    if (this.prove(visitor, name, device, door))
      this.options.reply(visitor, { kind: 'sasl-ended', how: 'good' });
  }

  /** Whether the visitor is logged in now. */
  private prove(visitor: Visitor, name: string, device: ProvedDevice | null, door: AtTheDoor): boolean {
    const { world, handle } = this.options;
    // Its connection ended while the password was compared: nothing would take the proof away again.
    if (visitor.isLeaving) return false;
    const session = visitor.id;
    const by = device === null ? ({ kind: 'password' } as const) : ({ kind: 'device', device } as const);
    handle({ kind: 'prove', session, name, by, door });
    const account = world.proved.get(session)?.account ?? null;
    if (account === null || !sameName(account, name)) return false;
    this.guessing.succeeded(tryOf(visitor, name));
    return true;
  }

  /** A person at a prompt says that an owned name is theirs; `done` gets null when it is. */
  logIn(visitor: Visitor, name: string, password: string, done: (why: LoginFailure | null) => void): void {
    const guess = tryOf(visitor, name);
    this.slowly(visitor, guess, async (isBusy) => {
      if (isBusy) this.tooBusy(visitor);
      const outcome = isBusy ? 'busy' : await this.outcome(visitor, password, name);
      if (outcome === 'wrong') this.failed(visitor, name, guess);
      if (outcome !== 'right') done(outcome);
      else
        done(
          this.prove(visitor, name, null, { address: visitor.address, password: null }) ? null : 'suspended',
        );
    });
  }

  checkOperator(visitor: Visitor, name: string, password: string): void {
    const { operators } = this;
    const { handle } = this.options;
    const session = visitor.id;
    if (operators.size === 0) {
      handle({ kind: 'operator-checked', session, name, outcome: 'none' });
      return;
    }
    const guess = tryOf(visitor, `operator ${name}`);
    this.slowly(visitor, guess, async (isBusy) => {
      if (isBusy) this.tooBusy(visitor);
      const stored = operators.get(fold(name)) ?? null;
      const outcome = isBusy ? 'busy' : await this.compared(visitor, password, stored);
      if (outcome === 'wrong') this.failed(visitor, `operator ${name}`, guess);
      handle({ kind: 'operator-checked', session, name, outcome });
    });
  }

  hashPassword(visitor: Visitor, { password, newcomer }: Extract<Effect, { kind: 'hash-password' }>): void {
    this.options.during(visitor, async () => {
      const proof = await hashed(password, hostOf(visitor.address));
      // Whoever has gone meanwhile makes no account: nothing would take the login away again.
      if (newcomer !== null && visitor.isLeaving) return;
      this.options.handle({ kind: 'password-hashed', session: visitor.id, proof, newcomer });
    });
  }

  makeCode({ id }: Visitor): void {
    const letters = Array.from({ length: CODE_LENGTH }, () =>
      CODE_LETTERS.charAt(randomInt(CODE_LETTERS.length)),
    );
    this.options.handle({ kind: 'code-made', session: id, code: letters.join('') });
  }
}

/** Names longer than any account's are all the same guess: the table stays small. */
const NAME_KEPT_MAX = 64;

function tryOf({ address }: Visitor, name: string | null): Try {
  return { address: hostOf(address), account: name === null ? null : fold(name.slice(0, NAME_KEPT_MAX)) };
}

async function hashed(password: string, address: string): Promise<PasswordProof | null> {
  try {
    return await proofOf(password, address);
  } catch (error) {
    if (error instanceof TooBusy) return null;
    throw error;
  }
}
