/** "Is typing" (IRCv3 client tag typing): passed on for the moment, and not as often as a program might send it. */
import { expect, test } from '@jest/globals';
import { SIGNS_BURST, SIGNS_PER_SECOND } from '../../lib/base/limits.js';
import { Chatroom } from '../support/chat-server.js';
import { ask, only, untagged, type IrcClient } from '../support/irc-client.js';

const S = ':lanchat.lan';
const CAPS = ['message-tags', 'batch', 'labeled-response', 'standard-replies', 'echo-message'];

async function heardBy(client: IrcClient): Promise<number> {
  return only(await client.roundtrip(), 'TAGMSG').length;
}

function times(count: number, line: string): readonly string[] {
  return Array.from({ length: count }, () => line);
}

test('each state is passed on, to rooms and to people, and kept by nobody', async () => {
  const room = await Chatroom.start();
  const ann = await room.member('ann', { caps: ['message-tags'] });
  const bo = await room.member('bo', { caps: ['message-tags', 'draft/chathistory', 'draft/event-playback'] });
  await ask(ann, ...['active', 'paused', 'done'].map((state) => `@+typing=${state} TAGMSG #lobby`));
  await ask(ann, '@+typing=active TAGMSG bo', 'PRIVMSG #lobby :there');
  const heard = only(await bo.roundtrip(), 'TAGMSG');
  expect(heard.map((line) => line.replace(/^@msgid=[^;]+;/, '@'))).toEqual([
    ...['active', 'paused', 'done'].map((state) => `@+typing=${state} :ann!ann@lan TAGMSG #lobby`),
    '@+typing=active :ann!ann@lan TAGMSG bo',
  ]);
  const past = await ask(bo, 'CHATHISTORY LATEST #lobby * 9');
  expect(only(past, 'TAGMSG')).toEqual([]);
  expect(only(past, 'PRIVMSG')).toHaveLength(1);
});

test('one every three seconds for each place always passes ("MUST be throttled"); what is far more often is left out without a word', async () => {
  const room = await Chatroom.start({ floodControl: false });
  const ann = await room.member('ann', { caps: CAPS });
  const bo = await room.member('bo', { caps: ['message-tags'] });
  await ann.roundtrip();
  // Five places at once, for five minutes.
  for (let second = 0; second < 300; second += 3) {
    room.advance(3000);
    await ask(ann, ...times(5, '@+typing=active TAGMSG #lobby'));
  }
  expect(await heardBy(bo)).toBe(500);
  room.advance(60_000);
  const many = times(SIGNS_BURST + 30, '@+typing=active TAGMSG #lobby');
  const echoes = [...(await ask(ann, ...many, '@label=a;+typing=active TAGMSG #lobby'))];
  expect(echoes.pop()).toBe(`@label=a ${S} ACK`);
  expect(echoes.map(untagged).every((line) => line === ':ann!ann@lan TAGMSG #lobby')).toBe(true);
  const passed = await heardBy(bo);
  expect(passed).toBe(echoes.length);
  // A slow machine may take a second for the fifty lines.
  expect(passed).toBeGreaterThanOrEqual(SIGNS_BURST);
  expect(passed).toBeLessThan(SIGNS_BURST + 15);
  // What is said goes on as ever, and so does the rest after a while.
  await ask(ann, 'PRIVMSG #lobby :hi');
  expect(only(await bo.roundtrip(), 'PRIVMSG')).toHaveLength(1);
  room.advance(1000 / SIGNS_PER_SECOND);
  await ask(ann, '@+typing=done TAGMSG #lobby');
  expect(await heardBy(bo)).toBe(1);
});

test('a reaction that is one too many is refused, so that its sender knows (IRCv3 client tag react; standard-replies)', async () => {
  const room = await Chatroom.start({ floodControl: false });
  const ann = await room.member('ann', { caps: CAPS });
  const old = await room.member('old', { caps: ['message-tags'] });
  await ann.roundtrip();
  const react = '@+draft/reply=x;+draft/react=yes TAGMSG #lobby';
  const lines = await ask(ann, ...times(SIGNS_BURST + 30, react));
  const refused = only(lines, 'FAIL');
  expect(refused.length).toBeGreaterThan(15);
  expect(new Set(refused)).toEqual(
    new Set([
      `${S} FAIL TAGMSG RATE_LIMITED #lobby :Too many reactions in so short a time: that one was not sent`,
    ]),
  );
  expect(await heardBy(old)).toBe(lines.length - refused.length);
  // Receipts of our own client's are no signs.
  const receipts = await ask(ann, ...times(50, '@+lanchat/delivered=x TAGMSG old'));
  expect(only(receipts, 'TAGMSG')).toHaveLength(50);
});
