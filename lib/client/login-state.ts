/** What the client knows of its own proof of who it is: of this connection, and over the whole visit. */
import type { NameTrouble } from './event.js';
import type { Exchange } from './sasl.js';

/** A name that was refused, as the person is told it. */
export interface Refusal {
  readonly name: string;
  readonly trouble: NameTrouble;
  readonly text: string;
  readonly suggestion: string | null;
}

/** Said with `FAIL AUTHENTICATE` beside the numeric. */
export interface LoginAdvice {
  readonly code: string;
  readonly text: string;
  readonly suggestion: string | null;
}

export interface Login {
  /** A server has proved a key at this address, now or on an earlier visit: one that does not is another one. */
  knownServer: boolean;
  /** The account whose name was proved with a password, for when the connection is lost. */
  password: { readonly name: string; readonly text: string } | null;
  /** Counts exchanges, so that answers to old ones are known. */
  exchanges: number;

  // Of this connection:
  mechanisms: ReadonlySet<string>;
  /** The server has proved to be the one known at this address. */
  serverProved: boolean;
  /** Of this device's key; empty until it was used. */
  fingerprint: string;
  account: string | null;
  how: 'device' | 'password' | null;
  exchange: Exchange | null;
  /** What was refused while its proof is under way: told if that fails. */
  refusal: Refusal | null;
  advice: LoginAdvice | null;
  /** Why one comes in as a guest: told when one is in. At a door that asks for a password it would only be about the try before. */
  guestBecause: string | null;
  /** The last name whose proof was tried. */
  tried: string | null;
  capEnded: boolean;
  /** Rows of DEVICE LIST counted for /account. */
  devices: number;
}

export function newLogin(knownServer: boolean): Login {
  return { knownServer, password: null, exchanges: 0, ...perConnection() };
}

/** Forgets what belonged to one connection. */
export function resetLogin(login: Login): void {
  Object.assign(login, perConnection());
}

function perConnection(): Omit<Login, 'knownServer' | 'password' | 'exchanges'> {
  return {
    mechanisms: new Set<string>(),
    serverProved: false,
    fingerprint: '',
    account: null,
    how: null,
    exchange: null,
    refusal: null,
    advice: null,
    guestBecause: null,
    tried: null,
    capEnded: false,
    devices: 0,
  };
}
