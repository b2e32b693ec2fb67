/** Random and mutated bytes at the port of the real server: it stays up, its memory stays bounded, others notice nothing. */
import { expect, test } from '@jest/globals';
import { throwGarbage } from '../support/garbage.js';
import { IrcClient } from '../support/irc-client.js';
import { startServer, type TestServer } from '../support/server.js';
import { closeAfterTest } from '../support/cleanup.js';

const MEGABYTE = 1_000_000;

test.each([[[]], [['--no-flood-control']]])(
  'a megabyte of garbage, with %j',
  async (options) => {
    const server = await startServer(options);
    closeAfterTest(() => server.stop());
    const before = await statsOf(server);
    const report = await throwGarbage(server.port, MEGABYTE, { seed: 20260102 });
    expect(report.bytes).toBeGreaterThanOrEqual(MEGABYTE);
    expect(report.messages).toBeGreaterThan(1);
    const newcomer = await IrcClient.register(server.port, 'newcomer');
    newcomer.send('WHOIS witness-1');
    await newcomer.expectLine(/ 318 newcomer witness-1 /);
    const after = await statsOf(server);
    expect(after.megabytes - before.megabytes).toBeLessThan(100);
    expect(server.log.filter((line) => line.includes('Bug'))).toEqual([]);
    expect(await server.stop()).toBe(0);
  },
  60_000,
);

/** The figures that the console tells. */
async function statsOf(server: TestServer): Promise<{ megabytes: number }> {
  const seen = server.log.length;
  server.type('/stats');
  const client = await IrcClient.register(server.port, 'asker');
  // The log is read from a pipe: every round trip gives it time to come.
  for (;;) {
    const line = server.log.slice(seen).find((one) => one.includes(' MB'));
    if (line !== undefined) {
      await client.close();
      return { megabytes: Number(/(\d+) MB/.exec(line)?.[1]) };
    }
    await client.roundtrip();
  }
}
