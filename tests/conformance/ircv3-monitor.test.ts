/** Names that one is told of as they come and go (IRCv3 monitor). */
import { describe, expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, IrcClient, only } from '../support/irc-client.js';

const S = ':lanchat.lan';

async function leave(client: IrcClient): Promise<void> {
  client.send('QUIT');
  await client.untilEnd();
}

describe('MONITOR', () => {
  test('+ tells who is here (730) and who is not (731), and from then on as they come and go', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann');
    await room.irc('cy');
    expect(await ask(ann, 'MONITOR + Bo,CY,x.y')).toEqual([`${S} 730 ann :cy!cy@lan`, `${S} 731 ann :Bo`]);
    const bo = await room.irc('bo');
    expect(await ann.roundtrip()).toEqual([`${S} 730 ann :bo!bo@lan`]);
    await ask(bo, 'NICK BO');
    expect(await ann.roundtrip()).toEqual([]);
    await ask(bo, 'NICK bob');
    expect(await ann.roundtrip()).toEqual([`${S} 731 ann :BO`]);
    await ask(bo, 'NICK bo');
    await leave(bo);
    expect(await ann.roundtrip()).toEqual([`${S} 730 ann :bo!bo@lan`, `${S} 731 ann :bo`]);
  });

  test('-, C, L and S ("MONITOR -", "MONITOR C", …)', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann');
    await ask(ann, 'MONITOR + bo,cy,ann');
    expect(await ask(ann, 'MONITOR - CY', 'MONITOR L', 'MONITOR S')).toEqual([
      `${S} 732 ann :bo,ann`,
      `${S} 733 ann :End of MONITOR list`,
      `${S} 730 ann :ann!ann@lan`,
      `${S} 731 ann :bo`,
    ]);
    expect(await ask(ann, 'MONITOR C', 'MONITOR L', 'MONITOR', 'MONITOR +')).toEqual([
      `${S} 733 ann :End of MONITOR list`,
      `${S} 461 ann MONITOR :Not enough parameters`,
      `${S} 461 ann MONITOR :Not enough parameters`,
    ]);
    const bo = await room.irc('bo');
    await bo.roundtrip();
    expect(await ann.roundtrip()).toEqual([]);
  });

  test('734 beyond the hundred of ISUPPORT MONITOR; lines stay within 512 bytes; nothing is left behind', async () => {
    const room = await Chatroom.start({ floodControl: false });
    const ann = await room.irc('ann');
    expect((await ask(ann, 'VERSION')).join(' ')).toContain(' MONITOR=100 ');
    const names = Array.from({ length: 103 }, (_, number) => `somebody_with_a_long_name_${number}`);
    const lines: string[] = [];
    for (let at = 0; at < names.length; at += 10)
      lines.push(...(await ask(ann, `MONITOR + ${names.slice(at, at + 10).join(',')}`)));
    expect(only(lines, '734')).toEqual([
      `${S} 734 ann 100 ${names.slice(100).join(',')} :Monitor list is full`,
    ]);
    // "the list of targets, as the client sent them, that cannot be added": all of it, in as many lines as it takes.
    const more = Array.from({ length: 17 }, (_, number) => `Somebody_with_a_name_${number}`);
    const full = only(await ask(ann, `MONITOR + ${more.join(',')}`), '734');
    expect(full.flatMap((line) => line.split(' ')[4]?.split(',') ?? [])).toEqual(more);
    for (const line of [...lines, ...full, ...(await ask(ann, 'MONITOR L'))])
      expect(line.length).toBeLessThanOrEqual(510);
    await leave(ann);
    expect(room.server.world.watchers.size).toBe(0);
  });
});
