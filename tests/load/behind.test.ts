/** Somebody who was away while more was said than a server tells at once reads all of it, once and in order. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { House } from '../soak/house.js';
import { Proxy } from '../soak/proxy.js';
import { ROOM, Talker } from '../soak/talker.js';
import { closeAfterTest } from '../support/cleanup.js';
import { IrcClient } from '../support/irc-client.js';
import { freePort } from '../support/server.js';

const MISSED = 12_000;
const TEST_MS = 60_000;

async function until(isTrue: () => boolean): Promise<void> {
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (isTrue()) resolve();
      else setTimeout(look, 20);
    };
    look();
  });
}

test(
  'more than ten thousand messages are all told, with those that are said meanwhile',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lanchat-behind-'));
    process.env['XDG_STATE_HOME'] = join(folder, 'client');
    const house = new House(await freePort(), join(folder, 'server'));
    await house.start();
    const proxy = await Proxy.open(house.port);
    let isAway = false;
    // Nobody listens at port 1.
    const talker = new Talker('ann', () => (isAway ? 1 : proxy.port));
    closeAfterTest(async () => {
      await talker.leave();
      proxy.close();
      await house.stop();
      await rm(folder, { recursive: true, force: true });
    });
    await talker.come();
    const bo = await IrcClient.register(house.port, 'bo', { join: [ROOM] });
    const say = (from: number, to: number): void => {
      for (let number = from; number < to; number += 1) bo.send(`PRIVMSG ${ROOM} :bo ${number}`);
    };
    await until(() => talker.isHere);
    say(0, 1);
    await until(() => talker.seen.length === 1);
    isAway = true;
    proxy.cut('reset', 0);
    await until(() => !talker.isHere);
    talker.speak();
    say(1, MISSED);
    await bo.roundtrip();
    isAway = false;
    await until(() => talker.isHere);
    say(MISSED, MISSED + 3000);
    await until(() => talker.seen.length >= MISSED + 3001);
    const texts = talker.seen;
    expect(texts.filter((text) => text.startsWith('bo '))).toEqual(
      Array.from({ length: MISSED + 3000 }, (_, number) => `bo ${number}`),
    );
    expect(texts.filter((text) => !text.startsWith('bo '))).toEqual(['ann 1']);
  },
  TEST_MS,
);
