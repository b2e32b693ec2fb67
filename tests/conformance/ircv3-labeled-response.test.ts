/** The answer to a labelled command (IRCv3 labeled-response). */
import { describe, expect, test } from '@jest/globals';
import { MemoryStore } from '../../lib/storage/memory.js';
import type { Entry } from '../../lib/core/kept.js';
import type { PageQuestion } from '../../lib/core/question.js';
import { Chatroom } from '../support/chat-server.js';
import { ask, IrcClient, untagged } from '../support/irc-client.js';

const S = ':lanchat.lan';
const LABELS = ['labeled-response', 'batch'];

describe('an answer', () => {
  test('nothing to say is an ACK', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann', { caps: LABELS });
    ann.send('@label=7 PRIVMSG #lobby :hi', '@label=8 PONG x', '@label=9 JOIN #lobby');
    expect(await ann.roundtrip()).toEqual([`@label=7 ${S} ACK`, `@label=8 ${S} ACK`, `@label=9 ${S} ACK`]);
  });

  test('one line carries the label itself', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann', { caps: LABELS });
    ann.send(
      '@label=a PING x',
      '@label=b PRIVMSG nobody :hi',
      '@label=c FROB',
      `@label=d PRIVMSG a :${'x'.repeat(600)}`,
    );
    expect(await ann.roundtrip()).toEqual([
      `@label=a ${S} PONG lanchat.lan :x`,
      `@label=b ${S} 401 ann nobody :No such nick/channel`,
      `@label=c ${S} 421 ann FROB :Unknown command`,
      `@label=d ${S} 417 ann :Input line was too long`,
    ]);
  });

  test('several lines are a batch', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann', { caps: LABELS });
    ann.send('@label=x WHOIS nobody', '@label=y NAMES #lobby');
    const lines = await ann.roundtrip();
    const [first, second] = [lines.slice(0, 4), lines.slice(4)];
    const reference = /BATCH \+(\S+) labeled-response$/.exec(first[0] ?? '')?.[1] ?? '';
    expect(first).toEqual([
      `@label=x ${S} BATCH +${reference} labeled-response`,
      `@batch=${reference} ${S} 401 ann nobody :No such nick/channel`,
      `@batch=${reference} ${S} 318 ann nobody :End of /WHOIS list`,
      `${S} BATCH -${reference}`,
    ]);
    expect(second[0]).toMatch(/^@label=y :lanchat\.lan BATCH \+\S+ labeled-response$/);
    expect(second[0]).not.toContain(`+${reference} `);
  });

  test('putting somebody out of a room answers with the KICK', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { caps: LABELS, join: ['#own'] });
    await room.irc('bo', { join: ['#own'] });
    await ann.roundtrip();
    ann.send('@label=k KICK #own bo :enough');
    expect(await ann.roundtrip()).toEqual(['@label=k :ann!ann@lan KICK #own bo :enough']);
  });

  test('there is none without the capability batch, on which this one depends ("Dependencies")', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { caps: ['labeled-response'] });
    expect(await ask(ann, '@label=x WHOIS nobody')).toEqual([
      `${S} 401 ann nobody :No such nick/channel`,
      `${S} 318 ann nobody :End of /WHOIS list`,
    ]);
  });

  test('the echo of a message is its answer, with the label before the other tags', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann', { caps: [...LABELS, 'echo-message', 'message-tags'] });
    const bo = await room.member('bo', { caps: LABELS });
    await ann.roundtrip();
    ann.send('@label=m;+x=1 PRIVMSG #lobby :hi', '@label=n PRIVMSG bo :psst');
    const lines = await ann.roundtrip();
    expect(lines).toEqual([
      expect.stringMatching(/^@label=m;msgid=\S+;\+x=1 :ann!ann@lan PRIVMSG #lobby :hi$/),
      expect.stringMatching(/^@label=n;msgid=\S+ :ann!ann@lan PRIVMSG bo :psst$/),
    ]);
    expect(await bo.roundtrip()).toEqual([
      ':ann!ann@lan PRIVMSG #lobby :hi',
      ':ann!ann@lan PRIVMSG bo :psst',
    ]);
  });

  test('of a message to oneself only the echo carries the label ("the delivered message is not a response")', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { caps: [...LABELS, 'echo-message'] });
    ann.send('@label=me PRIVMSG ann :note to self');
    expect((await ann.roundtrip()).toSorted()).toEqual([
      ':ann!ann@lan PRIVMSG ann :note to self',
      '@label=me :ann!ann@lan PRIVMSG ann :note to self',
    ]);
  });

  test('one’s own JOIN and its answers come under the label, others’ lines do not', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { caps: LABELS });
    const bo = await room.member('bo');
    bo.send('PRIVMSG #lobby :before');
    await bo.roundtrip();
    ann.send('@label=j JOIN #lobby');
    const lines = await ann.roundtrip();
    expect(lines.map(untagged)).toEqual([
      expect.stringMatching(/BATCH \+/),
      ':ann!ann@lan JOIN #lobby',
      `${S} 353 ann = #lobby :bo ann`,
      `${S} 366 ann #lobby :End of /NAMES list`,
      expect.stringMatching(/BATCH -/),
    ]);
    expect(await bo.roundtrip()).toEqual([':ann!ann@lan JOIN #lobby']);
  });

  test('comes before the welcome too, and goes along with the last words', async () => {
    const room = await Chatroom.start();
    const ann = await IrcClient.connect(room.port, 'ann');
    ann.send(`CAP REQ :${LABELS.join(' ')}`, '@label=j JOIN #lobby', '@label=n NICK ann');
    await ann.expectLine(`@label=j ${S} 451 * :You have not registered`);
    await ann.expectLine(`@label=n ${S} ACK`);
    ann.send('USER ann 0 * :ann', '@label=end CAP END');
    await ann.expectLine(/^@label=end :lanchat\.lan BATCH \+\S+ labeled-response$/);
    await ann.expectLine(/^@batch=\S+ :lanchat\.lan 376 ann /);
    ann.send('@label=bye QUIT :enough');
    expect((await ann.untilEnd()).at(-1)).toBe('@label=bye ERROR :Closing link: Quit: enough');
  });
});

describe('the tag ("Tag value")', () => {
  test.each(['a\\sb', 'a\\:b\\\\c', '\u00e9\u2615', '+=,:"', 'x'.repeat(64)])(
    'is opaque and comes back as it was: %s',
    async (label) => {
      const room = await Chatroom.start();
      const ann = await room.irc('ann', { caps: LABELS });
      expect(await ask(ann, `@label=${label} PING x`)).toEqual([`@label=${label} ${S} PONG lanchat.lan :x`]);
    },
  );

  test('is ignored without the capability, without a value, and beyond 64 bytes', async () => {
    const room = await Chatroom.start();
    const bo = await room.irc('bo');
    expect(await ask(bo, '@label=a PING x')).toEqual([`${S} PONG lanchat.lan :x`]);
    const ann = await room.irc('ann', { caps: LABELS });
    const lines = await ask(ann, `@label=${'x'.repeat(65)} PING x`, '@label= PING x', '@label PING x');
    expect(lines).toEqual(Array.from({ length: 3 }, () => `${S} PONG lanchat.lan :x`));
  });
});

/** Answers a question about the past when it is told to. */
class SlowStore extends MemoryStore {
  answer: (() => void) | null = null;

  override page(question: PageQuestion): Promise<readonly Entry[]> {
    return new Promise((resolve) => (this.answer = () => resolve(super.page(question))));
  }
}

test('what others do meanwhile is no part of an answer that is being made', async () => {
  const store = new SlowStore();
  const room = await Chatroom.start({ store });
  const ann = await room.member('ann', { caps: ['labeled-response', 'batch', 'draft/chathistory'] });
  ann.send('MONITOR + bo', '@label=past CHATHISTORY LATEST #lobby * 5');
  await ann.expectLine(/ 731 /);
  await room.irc('bo');
  expect(await ann.nextLine()).toBe(':lanchat.lan 730 ann :bo!bo@lan');
  store.answer?.();
  expect(await ann.nextLine()).toMatch(/^@label=past :lanchat\.lan BATCH \+\S+ labeled-response$/);
});
