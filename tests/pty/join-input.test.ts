/** The input line of `lanchat join`: the real binary, in a real terminal, against the real server. */
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openChatroom } from '../support/chatroom.js';
import { PlainClient } from '../support/plain-client.js';
import { press } from '../support/pty.js';

const room = openChatroom({ cols: 80, rows: 16 });

describe('a message of several lines', () => {
  it('is one message with its line breaks, now and for those who come later; nc reads lines', async () => {
    const ann = await room.enter('ann');
    const bo = await room.enter('bo');
    const nc = await PlainClient.enter(room.port, 'nico');
    ann.type('first\u001b\r  then caf\u00e9\r');
    const hanging = /ann │ first .*\n +│ {3}then caf\u00e9 /;
    await ann.waitFor(hanging);
    await bo.waitFor(hanging);
    await nc.expectText("ann: first\r\nann:   then caf\\u'00E9'");
    const cy = await room.enter('cy');
    await cy.waitFor(hanging);
    await nc.close();
  });
});

describe('the keys of the shell', () => {
  it('cut, put back, undo, swap, find and complete; others do nothing; what is typed is there at the next visit', async () => {
    const ann = await room.enter('ann5');
    const bo = await room.enter('bo5');
    const shows = (typed: string): Promise<string> => ann.waitFor(new RegExp(`^ann5>${typed} *$`, 'm'));
    ann.type('alpha beta\u0017x\u0015');
    await shows('');
    ann.type('\u0019');
    await shows(' alpha x');
    ann.type('\u001by');
    await shows(' beta');
    ann.type('\u001f');
    await shows('');
    ann.type('\u001b/');
    await shows(' beta');
    // Ctrl-T, then Ctrl-G, O, S, V, X, ] and ^ with nothing to do here.
    ann.type('\u0001z\u0005\u0014\u0007\u000f\u0013\u0016\u0018\u001d\u001e!');
    await shows(' zbeat!');
    ann.type('\u0003');
    await shows('');
    ann.type('\u0019\r');
    await bo.waitFor('ann5 │ zbeat!');
    ann.type('\u0012zb\r');
    await shows(' zbeat!');
    ann.type('\u0015/jion x\r');
    await ann.waitFor(/\/jion is no command, and was not sent\. Did you/);
    ann.type('b\t:tad\t, //x\r');
    await bo.waitFor(/│ bo5: \u{1f389} ?, \/\/x/u);
    ann.type('//x\r');
    await bo.waitFor('│ /x');
    ann.type('a draft\u001b\rof two rows\u0011');
    await ann.exit;
    expect(ann.scrollback).toMatch(
      /You have left lanchat\. What you have typed is there again at your next visit\./,
    );
    const again = await room.enter('ann5');
    await again.waitFor(/^ann5> a draft *\n {6}of two rows *$/m);
  });
});

/** A cable to the server: pulled, what was sent still arrives there, and no answer comes back. */
class Cable {
  private readonly sockets = new Set<Socket>();
  private readonly listener = createServer((client) => this.join(client));
  isPulled = false;

  async open(): Promise<number> {
    this.listener.listen(0, '127.0.0.1');
    await once(this.listener, 'listening');
    return (this.listener.address() as AddressInfo).port;
  }

  private join(client: Socket): void {
    const upstream = connect(room.port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      this.sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    client.on('data', (data) => upstream.write(data));
    upstream.on('data', (data) => {
      if (!this.isPulled) client.write(data);
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  }

  cut(): void {
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }

  close(): void {
    this.cut();
    this.listener.close();
  }
}

describe('a message of several lines, sent into a connection that breaks', () => {
  it('is said once, as one, in its place', async () => {
    const cable = new Cable();
    const port = await cable.open();
    const bo = await room.enter('bo4');
    const ann = await room.enter('ann4', { port });
    cable.isPulled = true;
    ann.type('one\u001b\rtwo\r');
    await ann.waitFor(/│ one .*\n.*│ two … /);
    await bo.waitFor(/ann4 │ one .*\n +│ two /);
    ann.type('typed\u001b\rmeanwhile\r');
    cable.isPulled = false;
    cable.cut();
    await bo.waitFor(/│ typed .*\n +│ meanwhile /);
    await ann.waitUntil(() => !ann.screen().includes('…'), 'all to be taken');
    for (const tui of [ann, bo]) {
      expect(tui.screen().match(/│ one /g)).toHaveLength(1);
      expect(tui.screen()).toMatch(/│ one .*\n.*│ two [^]*│ typed .*\n.*│ meanwhile /);
    }
    cable.close();
  });
});

describe('the own editor', () => {
  /** Takes the text over the terminal, as an editor does, and ends as its last line says. */
  const editor = `#!/bin/sh
printf 'EDITOR %s %s\\n' "$(stat -c %a "$2")" "$(stat -c %a "$(dirname "$2")")"
cat "$2"
read -r line
case "$line" in fail) exit 3;; esac
printf '%s\\n  more\\n' "$line" >>"$2"
`;

  it('gets the terminal and what is typed in a private file, and what it leaves is typed', async () => {
    const file = join(room.home, 'my editor');
    writeFileSync(file, editor, { mode: 0o755 });
    const temporary = mkdtempSync(join(room.home, 'tmp-'));
    const ann = await room.enter('ann3', { env: { EDITOR: `'${file}' --wait`, TMPDIR: temporary } });
    const bo = await room.enter('bo3');
    ann.type('half a thought\u001be');
    await ann.waitFor(/^EDITOR 600 700\nhalf a thought\n/m);
    expect(ann.alternate).toBe(false);
    expect(ann.modes).toMatchObject({ bracketedPaste: false, autowrap: true });
    bo.type('meanwhile\r');
    await bo.waitFor(/bo3 │ meanwhile/);
    ann.type('and another\r');
    await ann.waitFor(/^ann3> half a thought *\n +and another *\n {8}more/m);
    await ann.waitFor(/bo3 │ meanwhile/);
    expect(ann.modes).toMatchObject({ bracketedPaste: true });
    ann.type('\u001be');
    await ann.waitFor(/(EDITOR[^]*){2} more\n/);
    ann.type('fail\r');
    await ann.waitFor(/The editor ended with exit code 3: what is typed stays as it was\./);
    expect(ann.screen()).toMatch(/^ann3> half a thought/m);
    ann.type('\u001be');
    await ann.waitFor(/(EDITOR[^]*){3} more\n/);
    // Ctrl-C ends the editor, and not us.
    ann.type('\u0003');
    await ann.waitFor(/The editor was ended/);
    expect(readdirSync(temporary)).toEqual([]);
    expect(ann.exited).toBeNull();
    const late = join(room.home, 'late');
    // Its Ctrl-C reaches us a moment after we have heard of its end.
    writeFileSync(late, "#!/bin/sh\ntrap '' INT\n(sleep 0.1; kill -INT 0; printf LATE) &\nexit 4\n", {
      mode: 0o755,
    });
    const cy = await room.enter('cy3', { env: { EDITOR: late } });
    cy.type('kept\u001be');
    await cy.waitFor(/The editor ended with exit code 4/);
    await cy.waitFor('LATE');
    cy.type('\u000c on\r');
    await bo.waitFor(/cy3 │ kept on/);
    const lost = await room.enter('lost', { env: { EDITOR: 'no-such-editor' } });
    lost.type('kept\u001be');
    await lost.waitFor(/The editor cannot be started: no-such-editor\. EDITOR names/);
    expect(lost.screen()).toMatch(/^lost> kept/m);
  });
});

describe('a long paste', () => {
  const code = Array.from({ length: 40 }, (_, index) => `  step(${index + 1});`).join('\n');

  it('is asked about, and as a snippet is one line that others open; nc reads all of it', async () => {
    const ann = await room.enter('ann2');
    const bo = await room.enter('bo2', { rows: 24 });
    const nc = await PlainClient.enter(room.port, 'nico2');
    ann.paste(`int main(void)\n${code}\u001b]0;owned\u0007\n`);
    await ann.waitFor(
      /^41 lines pasted: s sends them {2}e edits first {2}n as a snippet {2}Escape drops them$/m,
    );
    ann.type('e');
    await ann.waitFor('  step(40);');
    ann.type('\u0003');
    await ann.waitFor(/^ann2> *$/m);
    bo.paste('1\n2\n3\n4\n5\n');
    await press(bo, ['', /^5 lines pasted/m], ['\u001b', /^bo2> *$/m]);
    bo.paste('a1\na2\na3\na4\na5\n');
    await press(bo, ['', /^5 lines pasted/m], ['s', /bo2 │ a1 [^]*│ a5 /]);
    const file = join(room.home, 'my code.c');
    writeFileSync(file, `int main(void)\n${code}\u001b]0;owned\u0007\n`);
    await press(
      ann,
      [`/file ${file}x\r`, /There is no file \S+/],
      [`/file ${room.home}/my\t`, /my code\.c *$/m],
      ['\r', /^my code\.c, 41 lines\? s send/m],
    );
    ann.type('n');
    await ann.waitFor('41 lines to go');
    for (const screen of [ann, bo]) await screen.waitFor(/ann2 │ ▸ 41 lines \(Alt-V\): int main\(void\)/);
    await nc.expectText('ann2: int main(void)\r\nann2:   step(1);\r\n');
    await nc.expectText('ann2:   step(40);\r\n');
    bo.type('\u001bv');
    await bo.waitFor(/^int main\(void\) *\n {2}step\(1\);/m);
    bo.type('\u001b[F');
    await bo.waitFor(/^ {2}step\(40\); *\n ann2 · 41 lines · Escape closes · c copies/m);
    bo.type('\u001b');
    await bo.waitFor(/▸ 41 lines/);
    expect(bo.title).not.toContain('owned');
    const cy = await room.enter('cy2');
    await cy.waitFor(/ann2 │ ▸ 41 lines \(Alt-V\): int main/);
    cy.type('\u001bv\u001b[F');
    await cy.waitFor(/^ {2}step\(40\); *$/m);
    await nc.close();
  });

  it('goes out as slowly as the server takes it, is counted, and is stopped by Escape', async () => {
    const ann = await room.enter('ann6');
    const bo = await room.enter('bo6');
    ann.paste(Array.from({ length: 300 }, (_, index) => `number ${index + 1}.`).join('\n'));
    await press(ann, ['', /^300 lines pasted/m], ['s', /\d+ lines to go, Escape stops/]);
    await press(ann, ['meanwhile\r', /▸ \d+ lines: number \d+\. …[^]*│ meanwhile …/]);
    ann.type('/msg bo6 psst\r');
    await bo.waitFor('2 ann6');
    await press(ann, ['\u001b1', '│ meanwhile …'], ['\u001b', /Stopped: \d+ lines were not sent/]);
    await bo.waitFor(/│ meanwhile /);
    expect(bo.screen()).not.toContain('number 300.');
    await press(ann, ['\u001b[A', 'number 300.']);
  });
});
