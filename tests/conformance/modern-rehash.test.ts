/** Modern IRC, "REHASH message" (RFC 2812 section 4.2): the real server reads its real files again. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { expect, test } from '@jest/globals';
import { freshCertificate, tlsOf } from '../../lib/server/auth/certificate.js';
import { scryptOf } from '../../lib/server/auth/passwords.js';
import { closeAfterTest } from '../support/cleanup.js';
import { ask, commandOf, IrcClient } from '../support/irc-client.js';
import { startServer } from '../support/server.js';
import { dataFolder } from '../support/sqlite.js';

const S = ':lanchat.lan';

test('481 for all but operators; 382, then MOTD, password and operators are those of the files, or none of them is', async () => {
  const folder = await dataFolder();
  const [motd, password, operators] = ['motd', 'password', 'operators'].map((file) => join(folder, file));
  if (motd === undefined || password === undefined || operators === undefined) throw new Error('unreachable');
  writeFileSync(motd, 'Before\n');
  writeFileSync(password, 'sesame\n');
  writeFileSync(operators, `root:${await scryptOf('first-words')}\n`);
  const server = await startServer(
    ['--motd', motd, '--password-file', password, '--operator-file', operators].concat('--no-flood-control'),
  );
  closeAfterTest(() => server.stop());
  const ann = await IrcClient.register(server.port, 'ann', { pass: 'sesame' });
  expect(await ask(ann, 'REHASH')).toEqual([`${S} 481 ann :Permission Denied- You're not an IRC operator`]);
  await ask(ann, 'OPER root first-words');

  writeFileSync(motd, 'After\n');
  writeFileSync(password, 'melon\n');
  writeFileSync(operators, 'no operator\n');
  expect(await ask(ann, 'REHASH')).toEqual([
    `${S} 382 ann command-line :Rehashing`,
    expect.stringMatching(/^:lanchat\.lan NOTICE ann :Line 1 of \S+ is no operator: /),
  ]);
  expect(await ask(ann, 'MOTD')).toContain(`${S} 372 ann :- Before`);

  writeFileSync(operators, `root:${await scryptOf('other-words')}\n`);
  expect(await ask(ann, 'REHASH')).toEqual([
    `${S} 382 ann command-line :Rehashing`,
    `${S} NOTICE ann :What the files say holds from now on`,
  ]);
  expect(await ask(ann, 'MOTD')).toContain(`${S} 372 ann :- After`);
  const late = await IrcClient.connect(server.port, 'late');
  late.introduce({ pass: 'sesame' });
  expect((await late.untilEnd()).map(commandOf)).toContain('464');
  const bo = await IrcClient.register(server.port, 'bo', { pass: 'melon' });
  bo.send('OPER root first-words', 'OPER root other-words');
  await bo.expectLine(/ 464 bo /);
  await bo.expectLine(/ 381 bo /);

  // The host needs no IRC program for it.
  writeFileSync(motd, 'By hand\n');
  server.type('/rehash');
  while (!server.log.some((line) => line.includes('Done: what the files say'))) await bo.roundtrip();
  expect(await ask(bo, 'MOTD')).toContain(`${S} 372 bo :- By hand`);
});

test('whoever comes after it meets the certificate that is in the files now ("REHASH message": TLS certificates)', async () => {
  const folder = await dataFolder();
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const write = async (): Promise<string> => {
    const made = await freshCertificate('mine', Date.now());
    writeFileSync(key, made.key);
    writeFileSync(cert, made.cert);
    return tlsOf(made).fingerprint;
  };
  const first = await write();
  const server = await startServer(['--cert', cert, '--key', key, '--operator', 'root:open-sesame']);
  closeAfterTest(() => server.stop());
  expect(await fingerprintAt(server.port)).toBe(first);
  const ann = await IrcClient.register(server.port, 'ann');
  await ask(ann, 'OPER root open-sesame');
  const second = await write();
  await ask(ann, 'REHASH');
  expect(await fingerprintAt(server.port)).toBe(second);
  expect(second).not.toBe(first);
  writeFileSync(cert, 'no certificate');
  expect((await ask(ann, 'REHASH')).at(-1)).toMatch(
    / NOTICE ann :TLS cannot use the certificate of --cert and --key /,
  );
  expect(await fingerprintAt(server.port)).toBe(second);
});

async function fingerprintAt(port: number): Promise<string> {
  const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const { fingerprint256 } = socket.getPeerCertificate();
  socket.destroy();
  return fingerprint256;
}
