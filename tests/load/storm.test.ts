/** The power comes back: a thousand return at once, ask for what they missed, and nobody who is in waits for it. */
import { expect, test } from '@jest/globals';
import { closeAfterTest } from '../support/cleanup.js';
import { IrcClient } from '../support/irc-client.js';
import { startServer } from '../support/server.js';
import { dataFolder } from '../support/sqlite.js';
import { Crowd } from './crowd.js';

const PEOPLE = 1000;
const MISSED = 30;
/** Milliseconds that an answer may take meanwhile on a machine that does other things too; flood control alone makes 100 of it. */
const ANSWER_MS = 2000;
const TEST_MS = 60_000;

const CAPS = 'batch server-time message-tags draft/chathistory multi-prefix away-notify';

/** As a program comes in that was here before; the whole of it in one write. */
function returning(name: string): readonly string[] {
  return [
    'CAP LS 302',
    `CAP REQ :${CAPS}`,
    `NICK ${name}`,
    `USER ${name} 0 * :${name}`,
    'CAP END',
    'JOIN #lobby',
    `CHATHISTORY LATEST #lobby * ${MISSED}`,
  ];
}

test(
  'a thousand who return at once are all let in and read what they missed, and others are answered meanwhile',
  async () => {
    // Flood control stays on: what a client sends on coming in is no flood.
    const server = await startServer(['--data', await dataFolder()]);
    closeAfterTest(() => server.stop());
    const ann = await IrcClient.register(server.port, 'ann', { join: ['#lobby'] });
    ann.send(...Array.from({ length: MISSED }, (_, index) => `PRIVMSG #lobby :missed ${index}`));
    await ann.roundtrip();
    const bo = await IrcClient.register(server.port, 'bo');

    const entering = Crowd.enter(server.port, PEOPLE, returning);
    const waits: number[] = [];
    const asking = async (): Promise<null> => {
      const before = performance.now();
      await bo.roundtrip();
      waits.push(performance.now() - before);
      return null;
    };
    let crowd: Crowd | null = null;
    while (crowd === null) crowd = await Promise.race([asking(), entering]);
    const everyone = crowd;
    closeAfterTest(() => everyone.leave());
    await everyone.until('everyone has read what was missed', ({ earlier }) => earlier >= MISSED);
    expect(Math.max(...waits)).toBeLessThan(ANSWER_MS);
    expect(everyone.wrong).toEqual([]);
    expect(server.log.filter((line) => /floods|does not read|Bug/i.test(line))).toEqual([]);
  },
  TEST_MS,
);
