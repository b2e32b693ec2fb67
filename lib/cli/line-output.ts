/** What line mode writes: the room on one stream and what concerns the reader alone on the other, in letters that a terminal can read. */
import { safeText } from '../base/safe-text.js';
import type { Settings } from '../client/settings.js';
import { signsFor, textInSigns } from '../tui/ascii-signs.js';
import { traitsOf } from '../tui/terminal-traits.js';

const BELL = '\u0007';

export class LineOutput {
  private readonly traits = traitsOf(process.env, process.platform);

  constructor(
    private readonly output: NodeJS.WriteStream,
    private readonly errors: NodeJS.WriteStream,
    private readonly letters: () => Settings['letters'],
  ) {}

  /** Of the room. */
  print(text: string): void {
    this.write(this.output, `${safeText(text)}\n`);
  }

  /** For the reader alone; nothing where there is nothing to tell. */
  tell(text: string): void {
    if (text !== '') this.write(this.errors, `${safeText(text)}\n`);
  }

  /** Data for a program, as it is. */
  printData(line: string): void {
    this.output.write(`${line}\n`);
  }

  /** Without a line end after it. */
  prompt(text: string): void {
    this.write(this.errors, text);
  }

  ring(): void {
    if (this.output.isTTY) this.output.write(BELL);
  }

  /** Files and pipes get UTF-8 whatever the locale is. */
  private write(stream: NodeJS.WriteStream, text: string): void {
    const signs = stream.isTTY ? signsFor(this.letters(), this.traits) : null;
    stream.write(signs === null ? text : textInSigns(text, signs));
  }
}
