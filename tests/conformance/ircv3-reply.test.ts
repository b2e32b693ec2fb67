/** Answers to a message (IRCv3 client tag reply): passed on, echoed, and kept with their message. */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, only } from '../support/irc-client.js';

const CAPS = ['message-tags', 'echo-message', 'batch', 'draft/chathistory'];

function msgid(line = ''): string {
  return /msgid=([^; ]+)/.exec(line)?.[1] ?? 'none';
}

test.each(['+draft/reply', '+reply'])(
  '%s refers to the id that the server gave, live, in the echo and in history',
  async (tag) => {
    const room = await Chatroom.start();
    const ann = await room.member('ann', { caps: CAPS });
    const bo = await room.member('bo', { caps: CAPS });
    const old = await room.member('old');
    await ann.roundtrip();
    const id = msgid(only(await ask(ann, 'PRIVMSG #lobby :Hello!'), 'PRIVMSG')[0]);
    expect(msgid(only(await bo.roundtrip(), 'PRIVMSG')[0])).toBe(id);
    const expected = expect.stringMatching(
      new RegExp(`^@(\\S*;)?\\${tag}=${id}(;\\S*)? :bo!bo@lan PRIVMSG #lobby :Hello to you!$`),
    );
    expect(await ask(bo, `@${tag}=${id} PRIVMSG #lobby :Hello to you!`)).toEqual([expected]);
    expect(await ann.roundtrip()).toEqual([expected]);
    expect(only(await ask(ann, 'CHATHISTORY LATEST #lobby * 1'), 'PRIVMSG')).toEqual([expected]);
    expect(only(await old.roundtrip(), 'PRIVMSG')).toContain(':bo!bo@lan PRIVMSG #lobby :Hello to you!');
  },
);
