/** The server's side of LANCHAT-DEVICE and SCRAM-SHA-256, written from docs/protocol.md for tests of our client. */
import {
  createHash,
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  pbkdf2Sync,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';

export interface ServerKey {
  readonly privateKey: KeyObject;
  /** As it stands in the messages. */
  readonly text: string;
}

export function serverKey(): ServerKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = privateKey.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  return { privateKey, text: point.toString('base64url') };
}

function fields(base64: string): ReadonlyMap<string, string> {
  const text = Buffer.from(base64, 'base64').toString('latin1');
  return new Map(text.split(',').map((field): [string, string] => [field.charAt(0), field.slice(2)]));
}

export class DeviceServer {
  private name = '';
  private nonces: readonly string[] = [];
  /** The key that was proved last. */
  device = '';
  address = '';

  constructor(private readonly key: ServerKey) {}

  /** The second message, for the base64 of the first. */
  challenge(first: string): string {
    const said = fields(first);
    this.name = said.get('n') ?? '';
    this.nonces = [said.get('c') ?? '', randomBytes(16).toString('base64url')];
    const text = ['lanchat server 1', this.name, ...this.nonces, this.key.text].join('\n');
    const options = { key: this.key.privateKey, dsaEncoding: 'ieee-p1363' } as const;
    const signature = sign('sha256', Buffer.from(text), options).toString('base64url');
    return Buffer.from(`k=${this.key.text},r=${this.nonces[1] ?? ''},s=${signature}`).toString('base64');
  }

  /** Whether the third message proves the device. */
  accepts(third: string): boolean {
    const said = fields(third);
    this.device = said.get('k') ?? '';
    this.address = said.get('a') ?? '';
    const point = Buffer.from(this.device, 'base64url');
    const jwk = {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    };
    const text = ['lanchat device 1', this.name, ...this.nonces, this.key.text, this.address].join('\n');
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const signature = Buffer.from(said.get('s') ?? '', 'base64url');
    return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, signature);
  }

  /** By the proved key, as docs/protocol.md has it. */
  get fingerprint(): string {
    const bytes = Buffer.from(this.device, 'base64url');
    return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  }
}

/** RFC 5802 section 3 from the other side. */
export class ScramServer {
  private readonly salt = randomBytes(16);
  private bare = '';
  private first = '';

  constructor(
    private readonly password: string,
    private readonly iterations = 4096,
  ) {}

  challenge(clientFirst: string): string {
    this.bare = Buffer.from(clientFirst, 'base64').toString().replace(/^n,,/, '');
    const nonce = `${/r=(.*)$/.exec(this.bare)?.[1] ?? ''}server`;
    this.first = `r=${nonce},s=${this.salt.toString('base64')},i=${this.iterations}`;
    return Buffer.from(this.first).toString('base64');
  }

  /** The server's last message, or null where the password was another one. */
  verdict(clientFinal: string): string | null {
    const said = Buffer.from(clientFinal, 'base64').toString();
    const [, without = '', proof = ''] = /^(.*),p=(.*)$/.exec(said) ?? [];
    const all = `${this.bare},${this.first},${without}`;
    const salted = pbkdf2Sync(this.password, this.salt, this.iterations, 32, 'sha256');
    const stored = sha256(hmac(salted, 'Client Key'));
    const mask = hmac(stored, all);
    const clientKey = Buffer.from(Buffer.from(proof, 'base64').map((byte, at) => byte ^ (mask[at] ?? 0)));
    if (!sha256(clientKey).equals(stored)) return null;
    const server = hmac(hmac(salted, 'Server Key'), all).toString('base64');
    return Buffer.from(`v=${server}`).toString('base64');
  }
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
