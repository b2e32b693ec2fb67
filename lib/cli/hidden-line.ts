/** A line typed on a terminal without being shown, for passwords in line mode. */

/** What is asked, and what becomes of the answer: null where it was given up. */
export interface HiddenQuestion {
  readonly prompt: string;
  readonly answered: (text: string | null) => void;
}

/** Keys that a terminal handles itself while it shows what is typed. */
const INTERRUPT = '\x03';
const END = '\x04';

/** The terminal shows nothing from `ask` until the line has come. */
export class HiddenLine {
  private question: HiddenQuestion | null = null;
  private readonly watch = (chunk: Buffer | string): void => {
    if (this.question === null) return;
    const keys = String(chunk);
    // Lines before it in the same read are the answer.
    if (!/[\r\n]/.test(keys) && (keys.includes(INTERRUPT) || keys.includes(END))) this.interrupted();
  };

  constructor(
    private readonly input: NodeJS.ReadStream,
    private readonly output: NodeJS.WriteStream,
    private readonly interrupted: () => void,
  ) {
    if (input.isTTY) input.on('data', this.watch);
  }

  get isPossible(): boolean {
    return this.input.isTTY;
  }

  get isAsking(): boolean {
    return this.question !== null;
  }

  /** Only on a terminal. */
  ask(question: HiddenQuestion): void {
    this.question = question;
    this.input.setRawMode(true);
    this.output.write(question.prompt);
  }

  /** The whole line as it came, with the keys that edit it. */
  typed(line: string): void {
    const { question } = this;
    this.show();
    this.output.write('\n');
    const text = editedText(line);
    question?.answered(text === '' ? null : text);
  }

  /** What is typed is shown again. */
  show(): void {
    if (this.question !== null) this.input.setRawMode(false);
    this.question = null;
  }

  close(): void {
    this.show();
    this.input.removeListener('data', this.watch);
  }
}

/** Backspace, Ctrl-U and Ctrl-W as a terminal does them; other controls and arrow keys are no letters. */
export function editedText(line: string): string {
  let text = '';
  for (const char of line.replace(/\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|.)/g, '')) {
    if (char === '\x7f' || char === '\b') text = text.replace(/.$/su, '');
    else if (char === '\x15') text = '';
    else if (char === '\x17') text = text.replace(/\S*\s*$/, '');
    else if (char >= ' ') text += char;
  }
  return text;
}
