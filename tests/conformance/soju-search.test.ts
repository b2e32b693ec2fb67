/** Words looked for in what was said (soju.im/search; docs/protocol.md, "The past"). */
import { describe, expect, test } from '@jest/globals';
import { MemoryStore } from '../../lib/storage/memory.js';
import { logIn } from '../support/accounts.js';
import { batchesIn } from '../support/batches.js';
import { Chatroom } from '../support/chat-server.js';
import { untagged, type IrcClient } from '../support/irc-client.js';

const S = ':lanchat.lan';
const CAPS = ['batch', 'soju.im/search', 'server-time', 'message-tags'];

async function found(client: IrcClient, attributes: string): Promise<readonly string[]> {
  client.send(`SEARCH ${attributes}`);
  const [batch] = batchesIn(await client.roundtrip());
  expect(batch).toMatchObject({ type: 'soju.im/search', params: [] });
  return (batch?.lines ?? []).map((line) => / :(.*)$/.exec(untagged(line))?.[1] ?? line);
}

async function spoken() {
  const room = await Chatroom.start();
  const ann = await room.member('ann', { caps: CAPS });
  const bo = await room.member('bo', { caps: ['server-time', 'echo-message'] });
  ann.send('PRIVMSG #lobby :red apple');
  await ann.roundtrip();
  room.advance(10);
  bo.send('PRIVMSG #lobby :green apple', 'NOTICE #lobby :green pear; ripe');
  const lines = await bo.roundtrip();
  await ann.roundtrip();
  const time = /^@time=(\S+) .*green apple$/m.exec(lines.join('\n'))?.[1] ?? '';
  return { room, ann, bo, time };
}

describe('SEARCH', () => {
  test('finds by text, by author, between times and to a limit ("Standard search attributes")', async () => {
    const { ann, time } = await spoken();
    expect(await found(ann, 'in=#lobby;text=apple')).toEqual(['red apple', 'green apple']);
    expect(await found(ann, 'text=APPLE;in=#LOBBY;limit=1')).toEqual(['green apple']);
    expect(await found(ann, 'from=bo;in=#lobby')).toEqual(['green apple', 'green pear; ripe']);
    expect(await found(ann, 'in=#lobby;text=green\\sripe')).toEqual(['green pear; ripe']);
    expect(await found(ann, ':in=#lobby;text=pear\\: ripe')).toEqual(['green pear; ripe']);
    // "at or after this time", "at or before this time".
    expect(await found(ann, `in=#lobby;text=apple;after=${time}`)).toEqual(['green apple']);
    expect(await found(ann, `in=#lobby;text=apple;before=${time}`)).toEqual(['red apple', 'green apple']);
    expect(await found(ann, 'in=#lobby;before=2010-01-01T00:00:00.000Z')).toEqual([]);
  });

  test('is of rooms one is in and of one’s own private conversations, in= required', async () => {
    const { room, ann, bo } = await spoken();
    bo.send('JOIN #own', 'PRIVMSG #own :apple');
    await bo.roundtrip();
    ann.send(
      'SEARCH text=apple',
      'SEARCH in=#own;text=apple',
      'SEARCH in=bo;text=apple',
      'SEARCH in=#lobby;frob=1',
    );
    const usage = 'A search is in=CHANNEL;text=WORDS and, if you like, from=, after=, before= and limit=';
    expect(await ann.roundtrip()).toEqual([
      `${S} FAIL SEARCH INVALID_PARAMS in :${usage}`,
      `${S} FAIL SEARCH INVALID_PARAMS in :Messages could not be retrieved: join the channel first`,
      `${S} FAIL SEARCH INVALID_PARAMS in :Messages could not be retrieved: they are kept between two accounts only`,
      `${S} FAIL SEARCH INVALID_PARAMS frob :${usage}`,
    ]);
    logIn(room.server.world, 'ann');
    logIn(room.server.world, 'bo');
    bo.send('PRIVMSG ann :an apple for you');
    await bo.roundtrip();
    await ann.roundtrip();
    expect(await found(ann, 'in=bo;text=apple')).toEqual(['an apple for you']);
  });

  test('over lanchat/ascii words are unescaped as tag values are, and what is found is escaped', async () => {
    const { room, bo } = await spoken();
    bo.send('PRIVMSG #lobby :caf\u00e9 \u6f22\u5b57');
    await bo.roundtrip();
    const cy = await room.member('cy', { caps: [...CAPS, 'lanchat/ascii'] });
    expect(await found(cy, "in=#lobby;text=\\\\u'6F22'")).toEqual(["caf\\u'00E9' \\u'6F22'\\u'5B57'"]);
  });

  test('without the capability it is not known ("MUST be negotiated"); a store that fails is INTERNAL_ERROR', async () => {
    class Broken extends MemoryStore {
      override search = () => Promise.reject(new Error('no disk'));
    }
    const room = await Chatroom.start({ store: new Broken() });
    const ann = await room.member('ann', { caps: CAPS });
    const bo = await room.member('bo');
    ann.send('SEARCH in=#lobby;text=a');
    bo.send('SEARCH in=#lobby;text=a');
    expect(await ann.expectLine(/ FAIL /)).toBe(
      `${S} FAIL SEARCH INTERNAL_ERROR #lobby :The search could not be run just now: try again later`,
    );
    expect(await bo.expectLine(/ 421 /)).toBe(`${S} 421 bo SEARCH :Unknown command`);
  });
});
