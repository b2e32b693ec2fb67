/** TLS on the port of everything else (RFC 8446; docs/protocol.md). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { certificateIn, freshCertificate, tlsOf, type Tls } from '../../lib/server/auth/certificate.js';
import { Chatroom } from '../support/chat-server.js';
import { IrcClient, only } from '../support/irc-client.js';
import { dataFolder } from '../support/sqlite.js';
import { Wire } from '../support/wire.js';

const LANCHAT = new URL('../../bin/lanchat', import.meta.url).pathname;

let tls: Tls;

beforeAll(async () => {
  tls = tlsOf(await freshCertificate('lanchat', Date.now()));
});

describe('one port', () => {
  test('takes programs with TLS and without, and both read each other; WHOIS tells which (671)', async () => {
    const room = await Chatroom.start({ tls });
    const ann = await IrcClient.secure(room.port, 'ann', { join: ['#lobby'] });
    const bo = await room.member('bo');
    await ann.roundtrip();
    ann.send('PRIVMSG #lobby :\u2615 over TLS');
    expect(await bo.expectLine(/PRIVMSG/)).toBe(':ann!ann@lan PRIVMSG #lobby :\u2615 over TLS');
    bo.send('PRIVMSG #lobby :in the clear', 'WHOIS ann', 'WHOIS bo');
    expect(await ann.expectLine(/PRIVMSG/)).toMatch(/ :in the clear$/);
    expect(only(await bo.roundtrip(), '671')).toEqual([
      ':lanchat.lan 671 bo ann :is using a secure connection',
    ]);
  });

  test('greets a person who comes with TLS and says nothing', async () => {
    const room = await Chatroom.start({ tls });
    const wire = await Wire.secure(room.port);
    await wire.until(() => (wire.text.includes('Your name: ') ? true : null), 'the greeting');
    wire.write('cy\n');
    await wire.until(() => (wire.text.includes('Welcome, cy!') ? true : null), 'the welcome');
  });

  test('speaks TLS 1.2 and 1.3, and shows the certificate whose fingerprint the host reads', async () => {
    const room = await Chatroom.start({ tls });
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      const options = { port: room.port, host: '127.0.0.1', rejectUnauthorized: false };
      const socket: TLSSocket = connectTls({ ...options, minVersion: version, maxVersion: version });
      await once(socket, 'secureConnect');
      expect(socket.getProtocol()).toBe(version);
      expect(socket.getPeerCertificate().fingerprint256).toBe(tls.fingerprint);
      socket.destroy();
      await once(socket, 'close');
    }
  });

  test('outlives garbage after the first byte, and whoever hangs up in between', async () => {
    const room = await Chatroom.start({ tls });
    const ann = await room.member('ann');
    for (const bytes of [
      [0x16, 0x03, 0x01, 0xff, 0xff, ...Array.from({ length: 200 }, () => 0x41)],
      [0x16, 0x03],
      [0x16],
    ]) {
      const wire = await Wire.open(room.port);
      wire.write(Uint8Array.from(bytes));
      if (bytes.length < 3) wire.end();
      await wire.untilEnd();
    }
    expect(await ann.roundtrip()).toEqual([]);
    expect(room.log.join('\n')).not.toMatch(/bug/i);
  });

  test('a connection that is lost after the handshake is no failure of TLS', async () => {
    const room = await Chatroom.start({ tls });
    const ann = await room.member('ann');
    const plain = connect(room.port, '127.0.0.1');
    const secured = connectTls({ socket: plain, rejectUnauthorized: false });
    secured.on('error', () => undefined);
    secured.write('NICK bo\r\nUSER bo 0 * :Bo\r\nJOIN #lobby\r\n');
    await ann.expectLine(/^:bo!\S+ JOIN/);
    plain.resetAndDestroy();
    await ann.expectLine(/^:bo!\S+ QUIT/);
    expect(room.log.filter((line) => line.includes('failed'))).toEqual([]);
  });

  test('a thousand lines to one reader over TLS come whole and in order', async () => {
    const room = await Chatroom.start({ tls, floodControl: false });
    const ann = await IrcClient.secure(room.port, 'ann', { join: ['#lobby'] });
    const bo = await room.member('bo');
    await ann.roundtrip();
    bo.send(...Array.from({ length: 1000 }, (_, index) => `PRIVMSG #lobby :line ${index}`));
    for (let index = 0; index < 1000; index += 1)
      expect(await ann.expectLine(/PRIVMSG/)).toMatch(new RegExp(` :line ${index}$`));
  });
});

describe('the log', () => {
  const told = (room: Chatroom, port: number): readonly string[] =>
    room.log.filter((line) => line.includes(`:${port}`)).map((line) => line.replace(/127\S+\d/, 'A'));
  const comes = 'Accepted a new connection from A';
  const goes = 'A has closed the connection';

  test('a client that asks in the clear and calls again with TLS is one newcomer', async () => {
    const room = await Chatroom.start({ tls });
    const first = await Wire.open(room.port);
    const { localPort = 0 } = first.socket;
    first.write('CAP LS 302\r\nNICK ann\r\nUSER ann 0 * :Ann\r\n');
    await first.until(() => (first.text.includes('lanchat/tls') ? true : null), 'the capabilities');
    first.socket.destroy();
    await IrcClient.secure(room.port, 'ann', { join: ['#lobby'] });
    expect(told(room, localPort)).toEqual([]);
    expect(room.log.map((line) => line.replace(/:\d+/, ''))).toEqual([
      'Accepted a new connection from 127.0.0.1',
      'ann is here, from 127.0.0.1 (irc)',
    ]);
  });

  test('tells of everybody else before what they do: programs without TLS, the silent, and who hangs up', async () => {
    const room = await Chatroom.start({ tls });
    const program = await Wire.open(room.port);
    const { localPort = 0 } = program.socket;
    program.write('CAP LS 302\r\nNICK ann\r\nUSER ann 0 * :Ann\r\nCAP END\r\n');
    await program.until(() => (program.text.includes(' 001 ') ? true : null), 'the welcome');
    expect(told(room, localPort)).toEqual([comes, 'ann is here, from A (irc)']);
    program.write('QUIT\r\n');
    await program.untilEnd();
    const nobody = await Wire.open(room.port);
    const { localPort: other = 0 } = nobody.socket;
    nobody.end();
    await nobody.untilEnd();
    await room.plain('cy');
    expect(told(room, localPort)).toEqual([comes, 'ann is here, from A (irc)', `ann has left: ${goes}`]);
    expect(told(room, other)).toEqual([comes, goes]);
  });

  test('with --tls require, tells of a program that was sent away to call again', async () => {
    const room = await Chatroom.start({ tls, tlsRequired: true });
    const wire = await Wire.open(room.port);
    const { localPort = 0 } = wire.socket;
    wire.write('CAP LS 302\r\n');
    await wire.untilEnd();
    await room.plain('cy');
    expect(room.log[0]).toBe(`127.0.0.1:${localPort} was told to call again with TLS`);
  });
});

describe('--tls', () => {
  test('require: programs without it are told, people with nc are not kept out', async () => {
    const room = await Chatroom.start({ tls, tlsRequired: true });
    const wire = await Wire.open(room.port);
    wire.write('NICK ann\r\nUSER ann 0 * :Ann\r\n');
    expect(await wire.untilEnd()).toBe(
      'ERROR :Closing link: programs speak TLS here, on this same port: turn it on\r\n',
    );
    const cy = await room.plain('cy');
    const ann = await IrcClient.secure(room.port, 'ann', { join: ['#lobby'] });
    ann.send('PRIVMSG #lobby :hi');
    await ann.roundtrip();
    expect((await cy.roundtrip()).at(-1)).toBe('ann: hi');
  });

  test('off: TLS gets an alert', async () => {
    const room = await Chatroom.start();
    const wire = await Wire.open(room.port);
    wire.write(Uint8Array.from([0x16, 0x03, 0x01]));
    expect(Buffer.from(await wire.untilEnd(), 'latin1')).toEqual(
      Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x28]),
    );
  });
});

describe('the certificate', () => {
  test('is made once, kept for this user only, and the same at the next start', async () => {
    const folder = await dataFolder();
    const made = await certificateIn(folder, 'Room 12', Date.now());
    expect(statSync(join(folder, 'tls-key.pem')).mode & 0o777).toBe(0o600);
    expect(await certificateIn(folder, 'other', Date.now())).toEqual(made);
    expect(tlsOf(made).fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  });

  test('of the host’s own is used; one that is none is said in one line', async () => {
    const folder = await dataFolder();
    const { key, cert } = await freshCertificate('mine', Date.now());
    writeFileSync(join(folder, 'key.pem'), key);
    writeFileSync(join(folder, 'cert.pem'), cert);
    const files = ['--key', join(folder, 'key.pem'), '--cert'];
    const serve = (...args: readonly string[]) =>
      spawn(process.execPath, [LANCHAT, 'serve', '127.0.0.1', '-p', '0', '--memory', '--plain', ...args]);
    const good = serve(...files, join(folder, 'cert.pem'));
    let said = '';
    for await (const chunk of good.stdout) {
      said += String(chunk);
      if (said.includes('TLS fingerprint')) break;
    }
    expect(said).toContain(`TLS fingerprint SHA256 ${tlsOf({ key, cert }).fingerprint}`);
    good.kill();
    const bad = serve(...files, LANCHAT);
    let trouble = '';
    bad.stderr.on('data', (chunk: Buffer) => (trouble += chunk.toString()));
    const [code] = (await once(bad, 'close')) as [number];
    expect(code).toBe(1);
    expect(trouble).toMatch(
      /^lanchat: TLS cannot use the certificate of --cert and --key \(.*\): mend it, or start with --tls off\.\n$/,
    );
    expect(readFileSync(join(folder, 'key.pem'), 'utf8')).toBe(key);
  });
});
