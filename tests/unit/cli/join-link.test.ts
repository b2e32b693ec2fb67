/** The link over a real socket, with the clock in the test's hands. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Link } from '../../../lib/cli/join-link.js';
import { createSession } from '../../../lib/client/session.js';

let server: Server;
let heard: string;
let caller: Socket | null;

beforeEach(async () => {
  heard = '';
  caller = null;
  server = createServer((socket) => {
    caller = socket;
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      heard += bytes.toString();
      server.emit('heard');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  jest.useFakeTimers({
    now: 1_000_000,
    doNotFake: ['nextTick', 'setImmediate', 'clearImmediate', 'queueMicrotask', 'performance', 'hrtime'],
  });
});

afterEach(() => {
  jest.useRealTimers();
  caller?.destroy();
  server.close();
});

async function connected(): Promise<Link> {
  const { port } = server.address() as AddressInfo;
  const link = new Link(
    () => Promise.resolve({ host: '127.0.0.1', port }),
    createSession({}, 0),
    `127.0.0.1:${port}`,
  );
  const greeting = once(server, 'heard');
  await link.connect();
  await greeting;
  return link;
}

describe('a silent server', () => {
  it('is asked for a sign of life, and given up when it gives none', async () => {
    const link = await connected();
    const asked = once(server, 'heard');
    jest.advanceTimersByTime(30_000);
    await asked;
    expect(heard).toContain('PING :alive');
    const closed = once(caller ?? server, 'close');
    jest.advanceTimersByTime(15_000);
    await closed;
    await link.leave('');
  });

  it('is not given up for the time in which we were asleep ourselves', async () => {
    const link = await connected();
    jest.setSystemTime(1_000_000 + 3_600_000);
    const asked = once(server, 'heard');
    jest.advanceTimersByTime(5000);
    await asked;
    expect(heard).toContain('PING :alive');
    expect(caller?.destroyed).toBe(false);
    const closed = once(caller ?? server, 'close');
    jest.advanceTimersByTime(20_000);
    await closed;
    await link.leave('');
  });
});
