/** Why a connection could not be made, with what to check: one line a person can act on. */
import type { DialError } from '../net/dial.js';

export function dialAdvice(error: DialError, host: string, port: number): string {
  const address = addressText(host, port);
  switch (error.problem) {
    case 'refused':
      return `Nothing is listening at ${address}. Is "lanchat serve" running there, on port ${port}?`;
    case 'unreachable':
      return `There is no way to ${host} from here. Are both machines on the same network, and is the address right?`;
    case 'not-found':
      return `There is no machine called ${host} here. Use the address that "lanchat serve" shows, such as 192.168.2.186.`;
    case 'timeout':
      return `${address} did not answer. Check the address, and that no firewall blocks port ${port} there.`;
    case 'no-tls':
    case 'other-certificate':
      return changedText(error, address);
    case 'other':
      return `Could not connect to ${address}: ${error.message}`;
  }
}

/** It is not the server that was there before, or somebody is in between. */
export function changedText({ problem, message }: DialError, address: string): string {
  const before =
    problem === 'no-tls'
      ? `${address} has always encrypted, and does not now`
      : `${address} shows another certificate than before (${message})`;
  return `STOP. ${before}: it may not be the same server, so it was told nothing. Ask the host. If they have set it up anew, type: lanchat join ${address} --new-server`;
}

/** Why the server let nobody in, or put us out, in one line; `given` is whether it was told a password. */
export function closedText(code: string, text: string, given: boolean): string {
  if (code === 'PASSWORD') return given ? WRONG_PASSWORD : NO_PASSWORD;
  if (text !== '') return text.charAt(0).toUpperCase() + text.slice(1);
  return 'The server has closed the connection. Is it a chatroom that listens there?';
}

const NO_PASSWORD =
  'This chatroom has a password. Ask the host for it, write it into a file, and add --password-file FILE.';
const WRONG_PASSWORD =
  'This chatroom has another password than the one in the file given with --password-file.';

/** What an earlier start could not send goes out now, or when whom it is for is here, and its writer is to know. */
export function keptText(count: number): string {
  return count === 1
    ? 'Trying again: the line that could not be sent last time.'
    : `Trying again: the ${count} lines that could not be sent last time.`;
}

/** An IPv6 address takes brackets before a port. */
export function addressText(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
