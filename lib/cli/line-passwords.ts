/** The passwords of line mode: each asked for unseen, and given to the link. */
import type { Interface } from 'node:readline';
import { passwordLine, passwordProblem } from '../client/account-lines.js';
import type { HiddenLine } from './hidden-line.js';
import type { Link } from './join-link.js';

export interface LinePasswordsOptions {
  readonly link: Link;
  readonly hidden: HiddenLine;
  /** What is typed: it may be waiting. */
  readonly lines: Interface;
  readonly tell: (text: string) => void;
}

export class LinePasswords {
  constructor(private readonly options: LinePasswordsOptions) {}

  /** The way to one's own name from a device that does not have its key. */
  ofAccount(name: string, givenUp: () => void): void {
    this.ask(`Password of ${name}: `, (password) => {
      if (password === null) givenUp();
      else this.options.link.prove(name, password);
    });
  }

  /** The chatroom's own. */
  ofRoom(givenUp: () => void): void {
    const { link, tell } = this.options;
    tell(
      link.session.password === null
        ? 'This chatroom has a password: ask the host for it.'
        : 'That is not the password of this chatroom.',
    );
    this.ask('Password of this chatroom: ', (password) => {
      if (password === null) givenUp();
      else link.givePassword(password);
    });
  }

  /** Twice, for a slip would lock its owner out. */
  fresh(): void {
    const { tell } = this.options;
    this.ask('New password: ', (first) => {
      const problem = first === null ? 'No password was set.' : passwordProblem(first);
      if (problem !== null) tell(problem);
      else this.ask('The same again: ', (second) => this.set(first, second));
    });
  }

  private set(first: string | null, second: string | null): void {
    const { link, tell } = this.options;
    if (second === null || first !== second) tell('Those were two different passwords. None was set.');
    else link.send([passwordLine(link.session, second)]);
  }

  private ask(prompt: string, answered: (text: string | null) => void): void {
    const { hidden, lines, tell } = this.options;
    if (hidden.isPossible) {
      hidden.ask({ prompt, answered });
      lines.resume();
    } else tell('A password is asked for on a terminal only.');
  }
}
