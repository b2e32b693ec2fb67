/** Tags on messages, those of clients, and TAGMSG (IRCv3 message-tags). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, only } from '../support/irc-client.js';

const S = ':lanchat.lan';

test('TAGMSG and client-only tags reach those with message-tags, with a msgid; other tags go nowhere', async () => {
  const room = await Chatroom.start();
  const ann = await room.member('ann', { caps: ['message-tags'] });
  const [bo, cy] = [await room.member('bo', { caps: ['message-tags'] }), await room.member('cy')];
  await Promise.all([ann.roundtrip(), bo.roundtrip()]);
  ann.send(
    '@+typing=active;msgid=forged;time=never TAGMSG #lobby',
    '@+draft/reply=a\\:b\\s;x=y PRIVMSG #lobby :hi',
  );
  await ann.roundtrip();
  const lines = await bo.roundtrip();
  expect(lines).toEqual([
    expect.stringMatching(/^@msgid=[a-z0-9]{6}-[a-z0-9]+;\+typing=active :ann!ann@lan TAGMSG #lobby$/),
    expect.stringMatching(/^@msgid=[a-z0-9-]+;\+draft\/reply=a\\:b\\s :ann!ann@lan PRIVMSG #lobby :hi$/),
  ]);
  expect(await cy.roundtrip()).toEqual([':ann!ann@lan PRIVMSG #lobby :hi']);
});

test.each([
  '+typing=active',
  '+draft/react=\u{1f44d};+reply=abc',
  '+draft/reply=abc',
  '+example.com/x=a\\sb\\:c',
])(
  'the client-only tag %s is attached as it is to PRIVMSG, NOTICE and TAGMSG ("Client-only tags")',
  async (tags) => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { caps: ['message-tags'] });
    const bo = await room.irc('bo', { caps: ['message-tags'] });
    await ask(ann, `@${tags} PRIVMSG bo :a`, `@${tags} NOTICE bo :b`, `@${tags} TAGMSG bo`);
    for (const line of await bo.roundtrip())
      expect(line.replace(/^@msgid=[^;]+;/, '@')).toContain(`@${tags} :ann!`);
  },
);

test('a TAGMSG is refused as a PRIVMSG is, and delivered by the same rules ("The TAGMSG tag-only message")', async () => {
  const room = await Chatroom.start();
  const op = await room.irc('op', { caps: ['message-tags', 'echo-message'], join: ['#r'] });
  const bo = await room.irc('bo', { caps: ['message-tags'], join: ['#r'] });
  await ask(op, 'MODE #r +m');
  expect(
    await ask(bo, '@+a TAGMSG nobody', '@+a TAGMSG #none', '@+a TAGMSG #r', '@+a TAGMSG', 'MODE bo +i'),
  ).toEqual([
    expect.any(String),
    `${S} 401 bo nobody :No such nick/channel`,
    `${S} 403 bo #none :No such channel`,
    `${S} 404 bo #r :Cannot send to channel: only some may speak (+m)`,
    `${S} 411 bo :No recipient given (TAGMSG)`,
    ':bo MODE bo :+i',
  ]);
  await op.roundtrip();
  expect(await ask(op, '@+a=1 TAGMSG @#r')).toEqual([
    expect.stringMatching(/^@msgid=\S+;\+a=1 :op!op@lan TAGMSG @#r$/),
  ]);
  expect(await bo.roundtrip()).toEqual([]);
});

test('of tags that nobody knows none is left, and the message goes on without ("Examples")', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann');
  const bo = await room.irc('bo', { caps: ['message-tags'] });
  const cy = await room.irc('cy');
  await ask(ann, '@unknown-tag TAGMSG bo', '@unknown-tag TAGMSG cy');
  expect(await bo.roundtrip()).toEqual([expect.stringMatching(/^@msgid=[^; ]+ :ann!ann@lan TAGMSG bo$/)]);
  // "Servers MUST NOT deliver TAGMSG to clients that haven't negotiated the message tags capability."
  expect(await cy.roundtrip()).toEqual([]);
});

test('4094 bytes of tag data pass, one more is 417; of a tag given twice the last counts ("Size limit")', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann', { caps: ['message-tags'] });
  const bo = await room.irc('bo', { caps: ['message-tags'] });
  const most = `+a=${'x'.repeat(4091)}`;
  expect(await ask(ann, `@${most} TAGMSG bo`, `@${most}x TAGMSG bo`, '@+b=1;+b=2 TAGMSG bo')).toEqual([
    `${S} 417 ann :Input line was too long`,
  ]);
  const [long = '', twice = ''] = only(await bo.roundtrip(), 'TAGMSG');
  expect(long).toContain(`;${most} :ann!`);
  expect(twice).toMatch(/^@msgid=[^;]+;\+b=2 :/);
});

test('client-only tags go on as they are, ends of lines too ("Client-only tags")', async () => {
  const room = await Chatroom.start();
  const ann = await room.member('ann', { caps: ['message-tags', 'echo-message'] });
  const value = String.raw`one\r\ntwo\:\sthree\\four`;
  const [line = ''] = await ask(ann, `@+example.com/x=${value} PRIVMSG #lobby :hi`);
  expect(line).toContain(`;+example.com/x=${value} :ann!ann@lan PRIVMSG #lobby :hi`);
});
