/** The client's side of the SASL mechanisms, written from their specifications for tests of our server. */
import {
  createHash,
  createHmac,
  generateKeyPairSync,
  pbkdf2Sync,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { createPublicKey, type KeyObject } from 'node:crypto';
import type { IrcClient } from './irc-client.js';

function point(key: KeyObject): string {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]).toString(
    'base64url',
  );
}

/** A device with a key of its own. */
export class TestDevice {
  private readonly key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  readonly text = point(this.key);
  /** The server's key, as it proved it last. */
  serverKey = '';

  get fingerprint(): string {
    return createHash('sha256').update(Buffer.from(this.text, 'base64url')).digest('hex').slice(0, 16);
  }

  /** The whole exchange; returns the lines after our last message, up to the one that ends it. */
  async prove(client: IrcClient, name: string, address: string): Promise<readonly string[]> {
    const clientNonce = randomBytes(16).toString('base64url');
    client.send('AUTHENTICATE LANCHAT-DEVICE');
    await client.expectLine('AUTHENTICATE +');
    client.send(`AUTHENTICATE ${encode(`n=${name},c=${clientNonce}`)}`);
    const said = decode(await client.expectLine(/^AUTHENTICATE /));
    const [, serverKey = '', serverNonce = '', signature = ''] = /^k=(.*),r=(.*),s=(.*)$/.exec(said) ?? [];
    const nonces = `${clientNonce}\n${serverNonce}`;
    if (!isSigned(`lanchat server 1\n${name}\n${nonces}\n${serverKey}`, serverKey, signature))
      throw new Error('the server has not proved its key');
    this.serverKey = serverKey;
    const text = `lanchat device 1\n${name}\n${nonces}\n${serverKey}\n${address}`;
    const proof = sign('sha256', Buffer.from(text), { key: this.key, dsaEncoding: 'ieee-p1363' });
    client.send(...chunks(encode(`k=${this.text},a=${address},s=${proof.toString('base64url')}`)));
    return untilVerdict(client);
  }
}

function isSigned(text: string, key: string, signature: string): boolean {
  const bytes = Buffer.from(key, 'base64url');
  const [x, y] = [bytes.subarray(1, 33), bytes.subarray(33)].map((part) => part.toString('base64url'));
  const jwk = { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  const options = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
  return verify('sha256', Buffer.from(text), options, Buffer.from(signature, 'base64url'));
}

export async function untilVerdict(client: IrcClient): Promise<readonly string[]> {
  const lines: string[] = [];
  for (;;) {
    const line = await client.nextLine('verdict', 20_000);
    lines.push(line);
    if (/ 90[2-8] /.test(line)) return lines;
  }
}

export function encode(text: string): string {
  return Buffer.from(text).toString('base64');
}

function decode(line: string): string {
  return Buffer.from(line.replace(/^AUTHENTICATE /, ''), 'base64').toString();
}

function chunks(base64: string): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < base64.length; at += 400) lines.push(`AUTHENTICATE ${base64.slice(at, at + 400)}`);
  return base64.length % 400 === 0 ? [...lines, 'AUTHENTICATE +'] : lines;
}

/** RFC 4616. */
export async function plainLogin(
  client: IrcClient,
  name: string,
  password: string,
): Promise<readonly string[]> {
  client.send('AUTHENTICATE PLAIN');
  await client.expectLine('AUTHENTICATE +');
  client.send(`AUTHENTICATE ${encode(`\0${name}\0${password}`)}`);
  return untilVerdict(client);
}

/** RFC 5802 section 3; throws when the server does not prove that it knows the password too. */
export async function scramLogin(
  client: IrcClient,
  name: string,
  password: string,
  /** When both sides have proved themselves, and before the client says that it has seen it. */
  meanwhile: () => Promise<void> = () => Promise.resolve(),
): Promise<readonly string[]> {
  const bare = `n=${name},r=${randomBytes(18).toString('base64')}`;
  client.send('AUTHENTICATE SCRAM-SHA-256');
  await client.expectLine('AUTHENTICATE +');
  client.send(`AUTHENTICATE ${encode(`n,,${bare}`)}`);
  const first = decode(await client.expectLine(/^AUTHENTICATE /));
  const [, nonce = '', salt = '', iterations = ''] = /^r=(.*),s=(.*),i=(\d+)$/.exec(first) ?? [];
  const salted = pbkdf2Sync(password, Buffer.from(salt, 'base64'), Number(iterations), 32, 'sha256');
  const clientKey = hmac(salted, 'Client Key');
  const without = `c=biws,r=${nonce}`;
  const all = `${bare},${first},${without}`;
  const mask = hmac(createHash('sha256').update(clientKey).digest(), all);
  const proof = Buffer.from(clientKey.map((byte, index) => byte ^ (mask[index] ?? 0)));
  client.send(`AUTHENTICATE ${encode(`${without},p=${proof.toString('base64')}`)}`);
  const answer = await client.nextLine('verdict', 20_000);
  if (!answer.startsWith('AUTHENTICATE ')) return [answer];
  const wanted = hmac(hmac(salted, 'Server Key'), all).toString('base64');
  if (decode(answer) !== `v=${wanted}`)
    throw new Error('the server has not proved that it knows the password');
  await meanwhile();
  client.send('AUTHENTICATE +');
  return untilVerdict(client);
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
