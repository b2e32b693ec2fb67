/** What comes from a server that is called: whole, in order, and in no more pieces than are of use. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { expect, test } from '@jest/globals';
import { dial } from '../../../lib/net/dial.js';
import { freshCertificate } from '../../../lib/server/auth/certificate.js';
import { closeAfterTest } from '../../support/cleanup.js';

const COUNT = 600;

/** One after the other, each cut within a character. */
async function talk(socket: Socket): Promise<void> {
  for (let line = 0; line < COUNT; line += 1) {
    const bytes = Buffer.from(`line ${line} \u{1f4ac}\r\n`);
    socket.write(bytes.subarray(0, -4));
    await new Promise(setImmediate);
    socket.write(bytes.subarray(-4));
    await new Promise(setImmediate);
  }
  socket.end();
}

const plain = (onSocket: (socket: Socket) => void): Promise<Server> =>
  Promise.resolve(createServer({ noDelay: true }, onSocket));

const tls = async (onSocket: (socket: Socket) => void): Promise<Server> =>
  createTlsServer({ ...(await freshCertificate('lanchat', Date.now())), noDelay: true }, onSocket);

const WAYS = [
  { named: 'in the clear', serving: plain, isServer: null },
  { named: 'by TLS', serving: tls, isServer: () => true },
];

test.each(WAYS)(
  'a stream of single lines is read several at a time, $named',
  async ({ serving, isServer }) => {
    const server = (await serving((socket) => void talk(socket))).listen(0, '127.0.0.1');
    closeAfterTest(() => server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const heard: string[] = [];
    let reads = 0;
    await new Promise<void>((onClose, reject) => {
      const onLines = (lines: readonly string[]): void => {
        reads += 1;
        heard.push(...lines);
      };
      dial('127.0.0.1', port, { onLines, onClose }, isServer).catch(reject);
    });
    expect(heard).toEqual(Array.from({ length: COUNT }, (_, line) => `line ${line} \u{1f4ac}`));
    expect(reads).toBeLessThan(COUNT / 3);
  },
);

test.each(WAYS)('what answers us is not kept waiting by a stream, $named', async ({ serving, isServer }) => {
  const server = await serving((socket) => {
    const stream = setInterval(() => socket.write('talk\r\n'), 5);
    socket.on('data', (asked) => socket.write(asked));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => clearInterval(stream));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  closeAfterTest(() => server.close());
  const { port } = server.address() as AddressInfo;
  const asks = 20;
  let heard = 0;
  let answered = 0;
  let askedAt = 0;
  const took = await new Promise<number>((resolve, reject) => {
    const onLines = (lines: readonly string[]): void => {
      heard += lines.length;
      answered += lines.filter((line) => line.startsWith('ask')).length;
      if (answered === asks) resolve(performance.now() - askedAt);
      // Long enough for the stream to be known as one; then one question after the other.
      else if (answered > 0 ? lines.some((line) => line.startsWith('ask')) : askedAt === 0 && heard > 60)
        ask();
    };
    let ask = (): void => undefined;
    dial('127.0.0.1', port, { onLines, onClose: () => undefined }, isServer).then((dialed) => {
      closeAfterTest(() => dialed.abort());
      ask = () => {
        askedAt ||= performance.now();
        dialed.send([`ask ${answered}`]);
      };
    }, reject);
  });
  // Each would wait for up to 200 ms.
  expect(took).toBeLessThan(asks * 75);
});

test('what a server says with the last step of the handshake is heard once the caller can answer', async () => {
  const server = (await tls((socket) => socket.write('early\r\n'))).listen(0, '127.0.0.1');
  closeAfterTest(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  let isDialed = false;
  const heardWhen = await new Promise<boolean>((resolve, reject) => {
    const handlers = { onLines: () => resolve(isDialed), onClose: () => undefined };
    dial('127.0.0.1', port, handlers, () => true).then((dialed) => {
      isDialed = true;
      closeAfterTest(() => dialed.abort());
    }, reject);
  });
  expect(heardWhen).toBe(true);
});
