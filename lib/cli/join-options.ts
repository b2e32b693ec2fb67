/** What `lanchat join`, `say` and `tail` were asked to do. */
export type LineRole = 'chat' | 'say' | 'tail';

export interface JoinOptions {
  readonly host: string;
  readonly port: number;
  readonly name?: string;
  readonly room?: string;
  readonly plain: boolean;
  /** All of line mode, only speaking, or only listening. */
  readonly role: LineRole;
  /** With `say`: the words, where they are not read from stdin; and the person they are for, instead of the room. */
  readonly words?: string;
  readonly to?: string;
  readonly password?: string;
  /** With `tail`: JSON lines. */
  readonly json?: boolean;
  /** What is said goes to files too, whatever the settings say. */
  readonly log: boolean;
  /** Another server answers at this address now, and that is known to be right. */
  readonly newServer: boolean;
}
