/** The link over a real socket, with the clock in the test's hands. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Link, type Where } from '../../../lib/cli/join-link.js';
import { createSession } from '../../../lib/client/session.js';
import { DialError } from '../../../lib/net/dial.js';

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

function told(link: Link, kind: string): Promise<void> {
  return new Promise((resolve) =>
    link.listen({
      onEvents: (events) => {
        if (events.some((event) => event.kind === kind)) resolve();
      },
      onStatus: () => undefined,
    }),
  );
}

function becomes(link: Link, kind: string): Promise<void> {
  return new Promise((resolve) =>
    link.listen({
      onEvents: () => undefined,
      onStatus: (status) => {
        if (status.kind === kind) resolve();
      },
    }),
  );
}

describe('a silent server', () => {
  it('is asked once for a sign of life, and given up within 20 s when it gives none', async () => {
    const link = await connected();
    const asked = once(server, 'heard');
    jest.advanceTimersByTime(10_000);
    await asked;
    expect(heard.match(/PING :alive/g)).toHaveLength(1);
    const closed = once(caller ?? server, 'close');
    jest.advanceTimersByTime(8000);
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
    jest.advanceTimersByTime(4000);
    await closed;
    await link.leave('');
  });

  it('that answers is kept', async () => {
    const link = await connected();
    for (let time = 0; time < 60; time += 10) {
      const asked = once(server, 'heard');
      jest.advanceTimersByTime(10_000);
      await asked;
      caller?.write(':lan PONG lan :alive\r\n');
      await told(link, 'caught-up');
    }
    expect(caller?.destroyed).toBe(false);
    await link.leave('');
  });
});

describe('a lost server', () => {
  /** A link that has been in the room and lost it; `away` makes the server impossible to find. */
  async function lost(): Promise<{ link: Link; asked: () => number; away: (is: boolean) => void }> {
    let asked = 0;
    let isAway = false;
    const { port } = server.address() as AddressInfo;
    const whereTo = (): Promise<Where> => {
      asked += 1;
      if (isAway) return Promise.reject(new DialError('unreachable', 'nowhere'));
      return Promise.resolve({ host: '127.0.0.1', port });
    };
    const link = new Link(whereTo, createSession({}, 0), '127.0.0.1:1060');
    link.session.everReady = true;
    const greeted = once(server, 'heard');
    await link.connect();
    await greeted;
    const waiting = becomes(link, 'waiting');
    caller?.destroy();
    await waiting;
    return { link, asked: () => asked, away: (is) => (isAway = is) };
  }

  it('is looked for anew before each call', async () => {
    const { link, asked } = await lost();
    const back = once(server, 'heard');
    jest.advanceTimersByTime(500);
    await back;
    expect(asked()).toBe(2);
    await link.leave('');
  });

  it('is called at once when the machine wakes up, whatever the countdown says', async () => {
    const { link, away } = await lost();
    away(true);
    for (let tries = 0; tries < 8; tries += 1) {
      const failed = becomes(link, 'waiting');
      jest.advanceTimersByTime(15_000);
      await failed;
    }
    away(false);
    const back = once(server, 'heard');
    jest.setSystemTime(Date.now() + 3_600_000);
    jest.advanceTimersByTime(2000);
    await back;
    await link.leave('');
  });
});
