/** Lines that nobody waits for: they go out when the frame is out, or before anything that was asked for after them. */

export class LaterLines {
  private readonly lines: string[] = [];

  constructor(private readonly send: (lines: readonly string[]) => void) {}

  add(line: string): void {
    if (this.lines.push(line) === 1) setImmediate(() => this.sendNow());
  }

  sendNow(): void {
    if (this.lines.length > 0) this.send(this.lines.splice(0));
  }
}
