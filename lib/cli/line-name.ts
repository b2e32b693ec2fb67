/** Who one is, in line mode: asked where nobody said, and again until the server agrees. */
import type { Interface } from 'node:readline';
import { NAME_LENGTH_MAX } from '../base/limits.js';
import { nameProblem } from '../base/names.js';
import type { ClientEvent } from '../client/event.js';
import { sentence } from '../client/words.js';
import { offeredName, rememberName } from './join-memory.js';
import type { Link } from './join-link.js';
import type { LineRole } from './join-options.js';
import type { LineOutput } from './line-output.js';
import type { LinePasswords } from './line-passwords.js';

export interface LineNameOptions {
  readonly link: Link;
  readonly out: LineOutput;
  readonly passwords: LinePasswords;
  /** What is typed; it waits while the server thinks about a name. */
  readonly lines: Interface;
  readonly role: LineRole;
  /** As said on the command line. */
  readonly name: string | undefined;
  readonly isTTY: boolean;
  readonly finish: (code: number) => void;
}

/** Other names that are tried for somebody who did not say one. */
const TRIES = 3;

export class LineName {
  /** What is typed now is a name. */
  isAsking = false;
  private triesLeft = TRIES;
  /** The name that its owner may have with a password. */
  private mayProve: string | null = null;

  constructor(private readonly options: LineNameOptions) {}

  begin(): void {
    const { name, role, isTTY } = this.options;
    if (name !== undefined) this.introduce(name);
    else if (role !== 'chat') this.introduce(nameBeside(offeredName(), role));
    else if (isTTY) this.ask();
    else if (offeredName() !== '') this.introduce(offeredName());
    else {
      this.options.out.tell('Say who you are: add -n NAME.');
      this.options.finish(1);
    }
  }

  typed(line: string): void {
    const name = line === '' ? offeredName() : line;
    if (name === 'QUIT') {
      this.options.finish(0);
      return;
    }
    if (this.mayProve !== null && /^\/(password|passwd)$/i.test(name)) {
      this.isAsking = false;
      this.options.passwords.ofAccount(this.mayProve, () => this.ask());
      return;
    }
    const problem = nameProblem(name, '');
    if (problem === null || problem === 'reserved') {
      this.introduce(name);
      return;
    }
    this.options.out.tell('A name is up to 30 letters, digits, - and _, without spaces.');
    this.ask();
  }

  refused(event: Extract<ClientEvent, { kind: 'name-refused' }>): void {
    const { link, out, role, isTTY } = this.options;
    this.mayProve = event.mayProve === true ? event.name : null;
    // Who did not say how to be called will do with another name.
    if (
      role !== 'chat' &&
      this.options.name === undefined &&
      event.suggestion !== null &&
      this.triesLeft > 0
    ) {
      this.triesLeft -= 1;
      this.introduce(event.suggestion);
      return;
    }
    out.tell(sentence(event) ?? '');
    if (link.session.phase === 'ready') return;
    if (role === 'chat' && isTTY) this.ask();
    else this.options.finish(1);
  }

  accepted(name: string): void {
    const { out, role, isTTY } = this.options;
    if (role !== 'chat') return;
    if (isTTY) rememberName(name);
    out.tell(`Welcome, ${name}! Type a message and press Enter. Leave anytime by typing QUIT.`);
  }

  private ask(): void {
    const offered = offeredName();
    const hint = offered === '' ? '' : `(press Enter to be called ${offered})\n`;
    this.options.out.prompt(`${hint}Your name: `);
    this.isAsking = true;
    this.options.lines.resume();
  }

  private introduce(name: string): void {
    this.isAsking = false;
    this.options.lines.pause();
    this.options.link.introduce(name);
  }
}

/** One's own name stays free for oneself. */
function nameBeside(own: string, role: LineRole): string {
  return `${own.slice(0, NAME_LENGTH_MAX - role.length - 1)}-${role}`;
}
