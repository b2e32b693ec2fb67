/** The full screen of `lanchat join`: the real binary, in a real terminal, against the real server. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openChatroom } from '../support/chatroom.js';
import type { Tui } from '../support/pty.js';
import { PlainClient } from '../support/plain-client.js';
import { freePort, startServer } from '../support/server.js';

const room = openChatroom({ cols: 100, rows: 24 });

function expectWholeTerminal(tui: Tui): void {
  expect(tui.alternate).toBe(false);
  expect(tui.cursorVisible).toBe(true);
  expect(tui.modes).toMatchObject({
    bracketedPaste: false,
    focusReports: false,
    autowrap: true,
    mouse: false,
  });
}

describe('the name', () => {
  it('is asked, explained where it will not do, and remembered', async () => {
    const tui = room.join();
    await tui.waitFor('Your name: ');
    tui.type('\u0015Zo\u00eb\r');
    await tui.waitFor(/letters, digits[^]*Your name: Zoe *$/m);
    tui.type('\r');
    await tui.waitFor(/^Zoe>/m);
    tui.type('QUIT\r');
    expect(await tui.exit).toEqual({ code: 0, signal: 0 });
    expect(readFileSync(join(room.home, 'lanchat', 'name'), 'utf8')).toBe('Zoe\n');
    const again = room.join();
    await again.waitFor('Your name: Zoe');
    again.type('\u0011');
    expect((await again.exit).code).toBe(0);
  });

  it('that is taken is answered with another one', async () => {
    await room.enter('taken');
    const second = room.join({ args: ['-n', 'taken'] });
    await second.waitFor(/The name taken is taken\. Try taken2\.[^]*Your name: taken2/);
    second.type('\r');
    await second.waitFor(/^taken2>/m);
  });
});

describe('talking', () => {
  it('reaches other screens and people with nc, letters of all kinds included', async () => {
    const ann = await room.enter('ann');
    const bo = await room.enter('bo', { cols: 60, rows: 12 });
    const nc = await PlainClient.enter(room.port, 'nico');
    ann.type('h\u00e9llo \u6f22\u5b57 \u2615\r');
    await bo.waitFor(/ann │ h\u00e9llo \u6f22\u5b57 \u2615/);
    await ann.waitFor(/ann │ h\u00e9llo \u6f22\u5b57 \u2615/);
    await nc.expectText("ann: h\\u'00E9'llo \\u'6F22'\\u'5B57' \\u'2615'");
    nc.type('hi ann');
    const screen = await ann.waitFor(/nico │ hi ann/);
    const y = screen.split('\n').findIndex((row) => row.includes('hi ann'));
    expect(ann.cell(ann.rows[y]?.indexOf('hi ann') ?? 0, y).bold).toBe(true);
    nc.type('/msg bo psst');
    await bo.waitFor(/2 nico !1/);
    bo.type('\u001b2');
    await bo.waitFor(/nico │ psst/);
    await nc.close();
    await ann.waitFor('nico has left the chat.');
  });

  it('is not disturbed by what others send', async () => {
    const ann = await room.enter('ann3');
    const nc = await PlainClient.enter(room.port, 'evil');
    nc.type('a\u001b[2J\u001b]0;owned\u0007b \u009b31mc');
    await ann.waitFor(/evil │ a.*b/);
    expect(ann.title).not.toContain('owned');
    expect(ann.bells).toBe(0);
    expect(ann.screen()).toContain('You are in #lobby');
    await nc.close();
  });

  it('keeps a paste together until Enter', async () => {
    const ann = await room.enter('ann4');
    ann.paste('one\rtwo\r');
    await ann.waitFor(/^ann4> one *\n +two/m);
    expect(ann.screen()).not.toMatch(/│ one/);
    ann.type('\r');
    await ann.waitFor(/ann4 │ one\n? *.*│ two|ann4 │ one[^]*│ two/);
  });
});

describe('the screen', () => {
  it('reflows, drops the people first, and says when it is too small', async () => {
    const tui = await room.enter('size');
    await tui.waitFor(/│ size$/m);
    tui.resize(60, 14);
    await tui.waitUntil(() => !/│ size$/m.test(tui.screen()) && tui.screen().includes('size>'));
    tui.resize(20, 5);
    await tui.waitFor('Too small');
    tui.resize(80, 20);
    await tui.waitFor(/│ size$/m);
  });

  it('helps with F1, and refuses an unknown command', async () => {
    const tui = await room.enter('help');
    tui.type('\u001bOP');
    await tui.waitFor('/topic [TEXT]');
    tui.type('\u001b[F');
    await tui.waitFor('Ctrl-Y');
    tui.type('\u001b');
    await tui.waitFor('You are in #lobby');
    tui.type('/tpoic secret\r');
    await tui.waitFor('Did you mean /topic?');
  });
});

describe('leaving', () => {
  it.each([
    ['Ctrl-Q', '\u0011'],
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
    ['/quit', '/quit\r'],
    ['QUIT', 'QUIT\r'],
  ])('with %s gives the terminal back', async (_name, keys) => {
    const tui = await room.enter('leaver');
    tui.type(keys);
    expect(await tui.exit).toEqual({ code: 0, signal: 0 });
    expectWholeTerminal(tui);
    expect(tui.scrollback).toMatch(/Successfully connected to 127\.0\.0\.1:\d+\nYou have left lanchat\.$/);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
  ])('by %s gives the terminal back, with its code', async (signal, code) => {
    const tui = await room.enter('signal');
    tui.kill(signal);
    expect((await tui.exit).code).toBe(code);
    expectWholeTerminal(tui);
  });

  it('keeps what is typed for the next visit, and asks nothing', async () => {
    const tui = await room.enter('careful');
    tui.type('half a thought\u0011');
    expect((await tui.exit).code).toBe(0);
    const again = await room.enter('careful');
    await again.waitFor('careful> half a thought');
    again.type(' is whole\r');
    // Not the line that still waits for the server: leaving would ask about it.
    await again.waitFor(/│ half a thought is whole(?! …)/);
    again.type('\u0011');
    expect((await again.exit).code).toBe(0);
    const third = await room.enter('careful');
    expect(third.screen()).toMatch(/careful>\s*$/);
  });
});

it('leaves the terminal untouched when nobody listens', async () => {
  const tui = room.join({ args: ['-n', 'x'], port: await freePort() });
  expect((await tui.exit).code).toBe(1);
  expect(tui.scrollback).toMatch(/^Trying to connect to .*\nNothing is listening at .* port \d+\?$/);
  expect(tui.raw).not.toContain('\u001b[?1049h');
});

it('shows no screen when the server hangs up with a reason before there is one', async () => {
  const bouncer = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(':lan 465 * :You are banned\r\nERROR :banned\r\n'));
  }).listen(0, '127.0.0.1');
  await once(bouncer, 'listening');
  const tui = room.join({ port: (bouncer.address() as AddressInfo).port });
  const { code } = await tui.exit;
  bouncer.close();
  expect(code).toBe(1);
  expect(tui.scrollback).toContain('You are banned');
});

describe('a lost server', () => {
  it('is said, what is typed waits, and goes out when it is back', async () => {
    const port = await freePort();
    const first = await startServer([], port);
    const tui = await room.enter('loyal', { port });
    await first.stop();
    await tui.waitFor('Oh no, we have lost connection to the server!');
    await tui.waitFor(/connection lost, trying again in \d+ s/);
    tui.type('typed while away\r');
    await tui.waitFor(/loyal │ typed while away …/);
    const second = await startServer([], port);
    await tui.waitFor(/You are back in #lobby[^]*loyal │ typed while away +│/, 15_000);
    await second.logged(/loyal says typed while away/);
    await second.stop();
  });

  it('gets what was typed without it when we come in again, though we left meanwhile', async () => {
    const port = await freePort();
    const first = await startServer([], port);
    const tui = await room.enter('patient', { port });
    await first.stop();
    await tui.waitFor('Oh no, we have lost connection to the server!');
    tui.type('kept one\rkept two\r');
    await tui.waitFor(/kept two \u2026/);
    tui.type('\u0011');
    await tui.waitFor('2 lines are not sent yet.');
    tui.type('\r');
    expect((await tui.exit).code).toBe(0);
    const second = await startServer([], port);
    const again = await room.enter('patient', { port });
    await again.waitFor(/patient │ kept one +│[^]*│ kept two +│/);
    expect(again.screen()).toContain('Trying again: the 2 lines that could not be sent last time.');
    await second.logged(/patient says kept one\n[^]*patient says kept two/);
    again.type('\u0011');
    expect((await again.exit).code).toBe(0);
    const third = await room.enter('patient', { port });
    expect(third.screen()).not.toContain('last time');
    await second.stop();
  });

  it('that has removed us is not called again until Enter', async () => {
    const tui = await room.enter('rude');
    room.server.type('/kick rude for being rude');
    await tui.waitFor('The host has removed you: for being rude');
    await tui.waitFor('press Enter to try again');
    tui.type('\r');
    await tui.waitFor('You are back in #lobby');
  });
});
