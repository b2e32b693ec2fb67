/** What `lanchat join` was asked to do. */
export interface JoinOptions {
  readonly host: string;
  readonly port: number;
  readonly name?: string;
  readonly room?: string;
  readonly plain: boolean;
  readonly password?: string;
  /** Another server answers at this address now, and that is known to be right. */
  readonly newServer: boolean;
}
