/** What the kernel knows of bytes that nobody acknowledges: Node cannot ask for it, but Linux tells whoever reads /proc. */
import { readFile } from 'node:fs/promises';
import { SocketAddress } from 'node:net';
import { endianness } from 'node:os';
import { plainAddress, withPort } from './addresses.js';

/** Of one connection. */
export interface Transmission {
  /** Bytes sent that have not been acknowledged. */
  readonly waiting: number;
  /** How often they were sent again, or a probe was sent, since the other end last answered. */
  readonly tries: number;
}

/** By the address of the other end, as `host:port`. */
export type Transmissions = ReadonlyMap<string, Transmission>;

/** Dual-stack sockets stand in the second one, whoever calls. */
const TABLES: readonly string[] = ['/proc/net/tcp', '/proc/net/tcp6'];

const ESTABLISHED = '01';

/** Of this machine's connections from `port` to those ends. Nothing where the system does not tell. */
export async function readTransmissions(port: number, ends: ReadonlySet<string>): Promise<Transmissions> {
  const tables = await Promise.all(TABLES.map((file) => readFile(file, 'latin1').catch(() => '')));
  return parseTransmissions(tables.join('\n'), port, ends);
}

/** The lines are those of proc_pid_net(5); a line of another form is passed over. */
export function parseTransmissions(
  table: string,
  port: number,
  ends: ReadonlySet<string>,
  isLittleEndian = endianness() === 'LE',
): Transmissions {
  const found = new Map<string, Transmission>();
  const from = new RegExp(`^ *\\d+: [0-9A-F]+:${hexPort(port)} `);
  for (const line of table.split('\n')) {
    if (!from.test(line)) continue;
    const [, , remote = '', state, queues = '', , retransmitted = '', , probes = ''] = line
      .trim()
      .split(/ +/);
    const end = endOf(remote, isLittleEndian);
    if (state !== ESTABLISHED || end === null || !ends.has(end)) continue;
    const tries = Math.max(Number.parseInt(retransmitted, 16), Number.parseInt(probes, 10));
    found.set(end, { waiting: Number.parseInt(queues, 16), tries });
  }
  return found;
}

function hexPort(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0');
}

/** `0200007F:C3A4`, or 32 digits of an IPv6 address: words of 32 bits as they lie in memory, then the port. */
function endOf(remote: string, isLittleEndian: boolean): string | null {
  const [, digits = '', port = ''] = /^((?:[0-9A-F]{8}){1,4}):([0-9A-F]{4})$/.exec(remote) ?? [];
  const words = (digits.match(/.{8}/g) ?? []).map((word) => bytesOf(word, isLittleEndian));
  const address =
    words.length === 1 ? (words[0] ?? []).join('.') : words.length === 4 ? ipv6(words.flat()) : null;
  return address === null ? null : withPort(address, Number.parseInt(port, 16));
}

function bytesOf(word: string, isLittleEndian: boolean): readonly number[] {
  const bytes = [...Buffer.from(word, 'hex')];
  return isLittleEndian ? bytes.reverse() : bytes;
}

/** In the spelling that sockets give. */
function ipv6(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0)).toString(16),
  );
  return plainAddress(new SocketAddress({ address: groups.join(':'), family: 'ipv6' }).address);
}
