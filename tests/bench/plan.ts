/** How much is measured: a quick set for every day, and the full one that the figures of docs/performance.md come from. */

export interface Plan {
  /** Sizes of the one room in which fan-out is measured. */
  readonly people: readonly number[];
  readonly rounds: number;
  /** Milliseconds of one fan-out measurement. */
  readonly fanOutMs: number;
  /** Milliseconds of one latency measurement. */
  readonly rateMs: number;
  /** How many join a fresh server at once, and how often beside the crowds of `people`. */
  readonly joining: readonly { readonly people: number; readonly rounds: number }[];
  readonly idle: readonly number[];
  /** In how many rooms a crowd talks, beside the one. */
  readonly rooms: readonly number[];
  /** Milliseconds for which messages are stored before the cost of one is measured again; 0 leaves that out. */
  readonly storingMs: number;
}

/** About two minutes with two peers. */
export const QUICK: Plan = {
  people: [10, 100, 1000],
  rounds: 3,
  fanOutMs: 400,
  rateMs: 1500,
  joining: [],
  idle: [1000],
  rooms: [],
  storingMs: 0,
};

export const FULL: Plan = {
  people: [10, 100, 500, 1000],
  rounds: 5,
  fanOutMs: 1000,
  rateMs: 5000,
  joining: [
    { people: 1000, rounds: 2 },
    { people: 5000, rounds: 1 },
  ],
  idle: [1000, 10_000],
  rooms: [100],
  storingMs: 15_000,
};
