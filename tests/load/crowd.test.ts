/** A thousand in one room over real sockets: nothing lost, doubled or out of order, and nobody slowed by one who never reads. */
import { afterEach, expect, test } from '@jest/globals';
import { connect, type Socket } from 'node:net';
import { IrcClient } from '../support/irc-client.js';
import { closeAfterTest } from '../support/cleanup.js';
import { startServer } from '../support/server.js';
import { Crowd } from './crowd.js';

const PEOPLE = 1000;
const SENDERS = 10;
/** Messages of each sender in one round. */
const MESSAGES = 5;
/** The queue of the one who never reads has long passed its limit by then: 100 times 400 kB. */
const ROUNDS_MAX = 100;
/** Private messages to the one who never reads, in one round. */
const FLOOD_LINES = 1000;
const FLOOD_TEXT = 'x'.repeat(400);
/** Milliseconds for all of it on a slow machine with two cores. */
const TEST_MS = 60_000;

let stalled: Socket | null = null;

afterEach(() => void stalled?.destroy());

test(
  'a thousand people hear every message once and in order, beside one who never reads',
  async () => {
    const server = await startServer(['--no-flood-control']);
    closeAfterTest(() => server.stop());
    stalled = neverReading(server.port, 'stalled');
    const crowd = await Crowd.enter(server.port, PEOPLE);
    closeAfterTest(() => crowd.leave());
    const flooder = await IrcClient.register(server.port, 'flooder');
    await seesInRoom(flooder, 'stalled');

    // The others go on talking round by round while its queue fills up, until the server has let it go.
    let dropped = false;
    let rounds = 0;
    for (; !dropped && rounds < ROUNDS_MAX; rounds += 1) {
      const talked = crowd.talk(SENDERS, MESSAGES);
      dropped = await flood(flooder, 'stalled');
      await talked;
    }
    expect(dropped).toBe(true);
    await crowd.until('everyone hears that it has gone', ({ quits }) => quits.length > 0);
    await crowd.talk(SENDERS, MESSAGES);
    await crowd.settle();

    expect(crowd.wrong).toEqual([]);
    const counts = crowd.members.flatMap((member) =>
      crowd.members
        .slice(0, SENDERS)
        .filter((sender) => sender !== member)
        .map((sender) => member.receivedFrom(sender.name)),
    );
    expect(new Set(counts)).toEqual(new Set([(rounds + 1) * MESSAGES]));
    const quits = new Set(crowd.members.flatMap((member) => member.quits));
    expect([...quits]).toEqual([expect.stringMatching(/^stalled .*did not read/)]);
    expect(server.log.filter((line) => /stalled .*does not read/.test(line))).toHaveLength(1);
  },
  TEST_MS,
);

/** A member of the room that joins and then takes nothing more out of its socket. */
function neverReading(port: number, name: string): Socket {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.pause();
  socket.on('error', () => undefined);
  socket.write(`NICK ${name}\r\nUSER ${name} 0 * :${name}\r\nJOIN #lobby\r\n`);
  return socket;
}

async function seesInRoom(client: IrcClient, name: string): Promise<void> {
  let names: readonly string[] = [];
  while (!names.includes(name)) {
    client.send('NAMES #lobby');
    const lines = await client.roundtrip();
    names = lines.flatMap((line) => line.split(/[ :]+/));
  }
}

/** True when the server says that there is nobody of that name any more. */
async function flood(client: IrcClient, name: string): Promise<boolean> {
  client.send(...Array.from({ length: FLOOD_LINES }, () => `PRIVMSG ${name} :${FLOOD_TEXT}`));
  const lines = await client.roundtrip();
  return lines.some((line) => line.includes(` 401 flooder ${name} `));
}
