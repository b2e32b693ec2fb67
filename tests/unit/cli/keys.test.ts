/** Keys and pins on a real disk: who may read them, two writers, and a disk that takes nothing. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { deviceKeyFor } from '../../../lib/cli/keys/device-keys.js';
import { forgetServer, known, pin, SERVER_KEY } from '../../../lib/cli/keys/pins.js';
import { makePrivate, readPrivate } from '../../../lib/files/private-files.js';
import { serverKey } from '../../support/device-server.js';

let home: string;
let before: string | undefined;
const server = serverKey().text;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'lanchat-'));
  before = process.env['XDG_STATE_HOME'];
  process.env['XDG_STATE_HOME'] = home;
});

afterEach(() => {
  if (before === undefined) delete process.env['XDG_STATE_HOME'];
  else process.env['XDG_STATE_HOME'] = before;
  rmSync(home, { recursive: true });
});

function mode(...path: readonly string[]): number {
  return statSync(join(home, 'lanchat', ...path)).mode & 0o777;
}

function onlyFile(folder: string): string {
  const [name = '', ...others] = readdirSync(join(home, 'lanchat', folder));
  expect(others).toEqual([]);
  return name;
}

describe('a device key', () => {
  it('is for its owner alone, and the same again', () => {
    const key = deviceKeyFor(server);
    expect(key.notes).toEqual([]);
    expect([mode('keys'), mode('keys', onlyFile('keys'))]).toEqual([0o700, 0o600]);
    expect(deviceKeyFor(server).publicKey).toBe(key.publicKey);
    expect(key.publicKey).toMatch(/^[\w-]{87}$/);
    expect(key.fingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect(deviceKeyFor(serverKey().text).publicKey).not.toBe(key.publicKey);
  });

  it('that others could read is closed to them, which is told', () => {
    const { publicKey } = deviceKeyFor(server);
    const file = join(home, 'lanchat', 'keys', onlyFile('keys'));
    chmodSync(file, 0o644);
    const again = deviceKeyFor(server);
    expect(again.publicKey).toBe(publicKey);
    expect(again.notes).toEqual([expect.stringMatching(/could read .*now only you can/)]);
    expect(mode('keys', onlyFile('keys'))).toBe(0o600);
    expect(deviceKeyFor(server).notes).toEqual([]);
  });

  it('is one for this visit where nothing can be written, which is told', () => {
    // A file where the folder should be: not even root can write below it.
    writeFileSync(join(home, 'lanchat'), '');
    const key = deviceKeyFor(server);
    expect(key.notes).toEqual([expect.stringMatching(/cannot be kept .*this visit only/)]);
    expect(key.sign('x')).toHaveLength(86);
  });

  it.each(['', '{', 'null', '[]', '{"server":1}', '{"server":"SERVER","key":{"kty":"EC"}}'])(
    'file that holds %j is left alone, and does not stop anybody',
    (text) => {
      deviceKeyFor(server);
      const file = join(home, 'lanchat', 'keys', onlyFile('keys'));
      writeFileSync(file, text.replace('SERVER', server));
      expect(deviceKeyFor(server).notes).toEqual([expect.stringMatching(/this visit only/)]);
      expect(readPrivate(file)?.text).toBe(text.replace('SERVER', server));
    },
  );
});

describe('a pin', () => {
  it('is the first key seen at an address as it is typed, until it is forgotten', () => {
    const other = serverKey().text;
    expect(known(SERVER_KEY, 'Room:1060')).toBeNull();
    expect(pin(SERVER_KEY, 'Room:1060', server)).toBe(server);
    expect(pin(SERVER_KEY, 'room:1060', other)).toBe(server);
    expect(pin(SERVER_KEY, 'room:1061', other)).toBe(other);
    expect(known(SERVER_KEY, 'room:1060')).toBe(server);
    forgetServer('ROOM:1060');
    expect(known(SERVER_KEY, 'room:1060')).toBeNull();
    forgetServer('room:1060');
    expect([mode('servers'), mode('servers', onlyFile('servers'))]).toEqual([0o700, 0o600]);
  });

  it('stays in its folder, whatever was typed', () => {
    for (const address of ['../../x:1', '[fe80::1%eth0]:1060', '..:1', 'a b:1'])
      pin(SERVER_KEY, address, server);
    expect(readdirSync(join(home, 'lanchat', 'servers'))).toHaveLength(4);
    expect(readdirSync(home)).toEqual(['lanchat']);
  });

  it('that is no key is put right', () => {
    const [folder, file] = [
      join(home, 'lanchat', 'servers'),
      join(home, 'lanchat', 'servers', 'room%3A1060'),
    ];
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, 'garbage\n');
    expect(known(SERVER_KEY, 'room:1060')).toBeNull();
    expect(pin(SERVER_KEY, 'room:1060', server)).toBe(server);
    expect(known(SERVER_KEY, 'room:1060')).toBe(server);
  });

  it('cannot be made where nothing can be written', () => {
    writeFileSync(join(home, 'lanchat'), '');
    expect(known(SERVER_KEY, 'room:1060')).toBeNull();
    expect(() => pin(SERVER_KEY, 'room:1060', server)).toThrow();
  });
});

describe('two writers', () => {
  it('that start at once end with the same file, and leave nothing else behind', async () => {
    const path = join(home, 'one', 'file');
    const script = `
      const { makePrivate } = require(process.argv[1]);
      process.once('message', () => {
        process.stdout.write(makePrivate(process.argv[2], process.argv[3]).text);
        process.disconnect();
      });
      process.send('ready');`;
    const bundle = join(home, 'files.cjs');
    const { build } = await import('esbuild');
    const entry = new URL('../../../lib/files/private-files.ts', import.meta.url).pathname;
    await build({ entryPoints: [entry], outfile: bundle, bundle: true, platform: 'node', format: 'cjs' });
    const children = Array.from({ length: 6 }, (_, number) =>
      spawn(process.execPath, ['-e', script, bundle, path, `writer ${number}`], {
        stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      }),
    );
    const outputs = new Map<number, string>();
    children.forEach((child, at) =>
      child.stdout?.on('data', (text) => outputs.set(at, (outputs.get(at) ?? '') + String(text))),
    );
    await Promise.all(children.map((child) => once(child, 'message')));
    const ends = children.map((child) => once(child, 'close'));
    for (const child of children) child.send('go');
    await Promise.all(ends);
    expect(new Set(outputs.values())).toEqual(new Set([readPrivate(path)?.text]));
    expect(readdirSync(join(home, 'one'))).toEqual(['file']);
  });

  it('get what is there', () => {
    const path = join(home, 'two', 'file');
    expect(makePrivate(path, 'first').text).toBe('first');
    expect(makePrivate(path, 'second').text).toBe('first');
    expect(existsSync(join(home, 'two', 'file'))).toBe(true);
  });
});
