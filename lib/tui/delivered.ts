/** To whom the newest message of one's own in a window has come. */
export interface Delivered {
  /** Of the message. */
  readonly id: string;
  readonly who: readonly string[];
  /** How many could have it. */
  readonly of: number;
}
