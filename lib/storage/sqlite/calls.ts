/** What the two threads say to each other: plain data that a structured clone keeps. */
import type { StoreProblem, Store } from '../store.js';

/** What is asked of a worker; all of them get an answer, in their order except that of `retain`. */
export type Method = Exclude<keyof Store, 'durable'> | 'index';

/** The one that writes has the folder to itself; the other answers what may take long. */
export type Role = 'writer' | 'reader';

export interface Call {
  readonly id: number;
  readonly method: Method;
  readonly values: readonly unknown[];
}

export interface Failure {
  readonly why: StoreProblem;
  readonly message: string;
}

/** The first answer, of id 0, is that the store is open. */
export type Answer =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly failure: Failure };

/** Given to the worker when it starts. */
export interface Start {
  readonly role: Role;
  readonly folder: string;
  /** The file of the SQLite library. */
  readonly library: string;
}

export const OPENED = 0;
