/** Who has gone without a word, as the system's own table of connections tells it. */
import { once } from 'node:events';
import { createServer, connect, type AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { SILENT_END_MS } from '../../../lib/base/limits.js';
import { SilentEnds } from '../../../lib/net/silent-ends.js';
import { parseTransmissions, readTransmissions, type Transmission } from '../../../lib/net/transmissions.js';
import { closeAfterTest } from '../../support/cleanup.js';

/** Lines as Linux writes them: an address in words of 32 bits as they lie in memory, queues and retries in hexadecimal. */
const TABLE = `
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:0424 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 40715 1
   1: 01004D0A:0424 02004D0A:8032 01 000000A0:00000000 01:00000014 0000000B     0        0 40716 2
   2: 01004D0A:0424 03004D0A:8032 01 00000000:00000000 02:00000064 00000000     0        4 40717 2
   3: 01004D0A:0425 02004D0A:8032 01 000000FF:00000000 01:00000014 00000007     0        0 40718 2
   4: 01004D0A:0424 04004D0A:8032 06 00000000:00000000 03:00000014 00000007     0        0 0 3
   5: 0000000000000000FFFF000001004D0A:0424 0000000000000000FFFF000005004D0A:9C40 01 00000010:00000000 01:0 00000002 0 0 9 1
   6: B80D0120000000000000000001000000:0424 B80D0120000000000000000002000000:9C41 01 00000010:00000000 01:0 00000001 0 0 9 1
   7: something else
`;

const ENDS = new Set([
  '10.77.0.2:32818',
  '10.77.0.3:32818',
  '10.77.0.4:32818',
  '10.77.0.5:40000',
  '[2001:db8::2]:40001',
]);

test('the lines of the wanted ends at the wanted port are read, IPv4 in either table, and probes count as tries', () => {
  expect(Array.from(parseTransmissions(TABLE, 1060, ENDS, true))).toEqual([
    ['10.77.0.2:32818', { waiting: 160, tries: 11 }],
    ['10.77.0.3:32818', { waiting: 0, tries: 4 }],
    ['10.77.0.5:40000', { waiting: 16, tries: 2 }],
    ['[2001:db8::2]:40001', { waiting: 16, tries: 1 }],
  ]);
  expect(parseTransmissions(TABLE, 1060, new Set(), true).size).toBe(0);
});

test('on Linux a real connection is found, and whoever reads is no silent end', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = connect(port, '127.0.0.1');
  const [[socket]] = (await Promise.all([once(server, 'connection'), once(client, 'connect')])) as [
    [typeof client],
    unknown,
  ];
  closeAfterTest(() => {
    for (const one of [client, socket]) one.destroy();
    server.close();
  });
  const end = `127.0.0.1:${socket.remotePort}`;
  const expected = process.platform === 'linux' ? [[end, { waiting: 0, tries: 0 }]] : [];
  expect(Array.from(await readTransmissions(port, new Set([end])))).toEqual(expected);
});

const END = '10.77.0.2:32818';
const LATER = SILENT_END_MS + 1000;

type Look = readonly [at: number, seen: Transmission | null];

/** Whether the end is given up after the last of these looks, each at so many milliseconds. */
function isGone(looks: readonly Look[]): boolean {
  const silent = new SilentEnds();
  let gone: readonly string[] = [];
  for (const [at, one] of looks) gone = silent.look(new Map(one === null ? [] : [[END, one]]), at);
  return gone.includes(END);
}

const SILENT = { waiting: 80, tries: 4 };
const PROBED = { waiting: 0, tries: 1 };
const JUST_SENT = { waiting: 80, tries: 0 };
const QUIET = { waiting: 0, tries: 0 };

test.each<[why: string, looks: readonly Look[], expected: boolean]>([
  [
    'is given up when nothing sent again got an answer in time',
    [
      [0, SILENT],
      [LATER, SILENT],
    ],
    true,
  ],
  [
    'is not given up before',
    [
      [0, SILENT],
      [SILENT_END_MS - 1, SILENT],
    ],
    false,
  ],
  [
    'was probed, then sent something: one silence',
    [
      [0, PROBED],
      [500, JUST_SENT],
      [LATER, SILENT],
    ],
    true,
  ],
  [
    'had answered all in between',
    [
      [0, SILENT],
      [4000, QUIET],
      [LATER, SILENT],
    ],
    false,
  ],
  [
    'lost a packet at two looks by chance',
    [
      [0, PROBED],
      [4000, JUST_SENT],
      [LATER, PROBED],
    ],
    false,
  ],
  [
    'does not read, and has answered in between that it has no room',
    [
      [0, PROBED],
      [1000, JUST_SENT],
      [4000, JUST_SENT],
      [LATER, SILENT],
    ],
    false,
  ],
  [
    'was somebody else before',
    [
      [0, SILENT],
      [4000, null],
      [LATER, SILENT],
    ],
    false,
  ],
])('an end that %s', (_, looks, expected) => {
  expect(isGone(looks)).toBe(expected);
});
