/** A line as a person meant it: telnet's own bytes and the keys of a raw terminal taken out. */

/** Commands with an option byte: WILL, WON'T, DO, DON'T (RFC 854). */
const IAC = 0xff;
const SB = 0xfa;
const SE = 0xf0;
const WILL = 0xfb;
const DONT = 0xfe;

type State = 'text' | 'command' | 'option' | 'subnegotiation' | 'subnegotiation-command';

/** Takes telnet negotiation (IAC …) out of a stream of bytes; a sequence may be cut anywhere between two reads. */
export class TelnetFilter {
  private state: State = 'text';

  /** Returns the same array where there was nothing to take out. */
  filter(bytes: Uint8Array): Uint8Array {
    if (this.state === 'text' && !bytes.includes(IAC)) return bytes;
    const kept = new Uint8Array(bytes.length);
    let length = 0;
    for (const byte of bytes) {
      if (this.accept(byte)) {
        kept[length] = byte;
        length += 1;
      }
    }
    return kept.subarray(0, length);
  }

  private accept(byte: number): boolean {
    switch (this.state) {
      case 'text':
        if (byte === IAC) this.state = 'command';
        return byte !== IAC;
      case 'command':
        this.state = byte === SB ? 'subnegotiation' : byte >= WILL && byte <= DONT ? 'option' : 'text';
        return false;
      case 'option':
        this.state = 'text';
        return false;
      case 'subnegotiation':
        if (byte === IAC) this.state = 'subnegotiation-command';
        return false;
      case 'subnegotiation-command':
        this.state = byte === SE ? 'text' : 'subnegotiation';
        return false;
    }
  }
}

const BACKSPACE = /[\b\u007f]/;
const EDITING = /[\b\u007f\u0015\u0017]/;

/** Applies the editing keys that a raw terminal sends along: Backspace, Ctrl-U and Ctrl-W. */
export function applyEditing(line: string): string {
  if (!EDITING.test(line)) return line;
  let typed: string[] = [];
  for (const char of line) {
    if (BACKSPACE.test(char)) typed.pop();
    else if (char === '\u0015') typed = [];
    else if (char === '\u0017') dropWord(typed);
    else typed.push(char);
  }
  return typed.join('');
}

/** Character by character from the end: a regular expression would try every start, in the square of the length. */
function dropWord(typed: string[]): void {
  while (typed.at(-1)?.trim() === '') typed.pop();
  while (typed.length > 0 && typed.at(-1)?.trim() !== '') typed.pop();
}

/** The line without the CR and NUL bytes that telnet programs end it with. */
export function withoutLineEnd(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === '\r' || line[end - 1] === '\0')) end -= 1;
  return line.slice(0, end);
}
