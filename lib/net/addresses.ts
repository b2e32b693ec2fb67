/** The addresses of this machine that others can type. */
import { networkInterfaces } from 'node:os';

const EVERY_ADDRESS = new Set(['0.0.0.0', '::', '']);

/** For a server that listens at `host`: what to type on other machines, IPv4 first; this machine's own as the last resort. */
export function reachableAddresses(host: string): readonly string[] {
  if (!EVERY_ADDRESS.has(host)) return [host];
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const usable = all.filter((one) => !one.internal && (one.family === 'IPv4' || host === '::'));
  // Link-local IPv6 needs a zone that only this machine knows.
  const typed = usable.filter((one) => !one.address.startsWith('fe80:'));
  const addresses = typed.sort((a, b) => a.family.localeCompare(b.family)).map((one) => one.address);
  return addresses.length > 0 ? addresses : ['127.0.0.1'];
}

/** `host:port`, with brackets around IPv6. */
export function withPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** `::ffff:192.168.2.5`, as a dual-stack socket shows IPv4, in the form people know. */
export function plainAddress(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice('::ffff:'.length) : address;
}
