/** The answer to a labelled command (IRCv3 labeled-response), and text as ASCII (docs/protocol.md, "lanchat/ascii"). */
import { describe, expect, test } from '@jest/globals';
import { MemoryStore } from '../../lib/storage/memory.js';
import type { Entry } from '../../lib/core/kept.js';
import type { PageQuestion } from '../../lib/core/question.js';
import { Chatroom } from '../support/chat-server.js';
import { untagged } from '../support/irc-client.js';

const S = ':lanchat.lan';
const LABELS = ['labeled-response', 'batch'];

describe('labeled-response (IRCv3)', () => {
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

  test('without the capability batch, the first of several lines carries the label', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann', { caps: ['labeled-response'] });
    ann.send('@label=x WHOIS nobody');
    expect(await ann.roundtrip()).toEqual([
      `@label=x ${S} 401 ann nobody :No such nick/channel`,
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

  test('a label is ignored without the capability, beyond 64 characters, and with a space in it', async () => {
    const room = await Chatroom.start();
    const bo = await room.irc('bo');
    bo.send('@label=a PING x');
    expect(await bo.roundtrip()).toEqual([`${S} PONG lanchat.lan :x`]);
    const ann = await room.irc('ann', { caps: LABELS });
    ann.send(`@label=${'x'.repeat(65)} PING x`, '@label=a\\sb PING x', '@label PING x');
    expect(await ann.roundtrip()).toEqual(Array.from({ length: 3 }, () => `${S} PONG lanchat.lan :x`));
  });
});

describe('lanchat/ascii (docs/protocol.md)', () => {
  const TEXT = "\u2615 \u00e9 \u6f22\u5b57 \u{1f600} \\u'41'";
  const ESCAPED = "\\u'2615' \\u'00E9' \\u'6F22'\\u'5B57' \\u'1F600' \\u'005C'u'41'";

  test('both ways: escapes in, escapes out; UTF-8 for the others', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann', { caps: ['lanchat/ascii'] });
    const [bo, cy] = [await room.member('bo'), await room.member('cy', { caps: ['lanchat/ascii'] })];
    await Promise.all([ann.roundtrip(), bo.roundtrip()]);
    ann.send(`PRIVMSG #lobby :${ESCAPED}`);
    expect(await ann.roundtrip()).toEqual([]);
    expect(await bo.roundtrip()).toEqual([`:ann!ann@lan PRIVMSG #lobby :${TEXT}`]);
    expect(await cy.roundtrip()).toEqual([`:ann!ann@lan PRIVMSG #lobby :${ESCAPED}`]);
    bo.send(`PRIVMSG #lobby :${TEXT}`);
    await bo.roundtrip();
    expect(await ann.roundtrip()).toEqual([`:bo!bo@lan PRIVMSG #lobby :${ESCAPED}`]);
  });

  test('without it an escape is the text it is', async () => {
    const room = await Chatroom.start();
    const [ann, bo] = [await room.irc('ann'), await room.irc('bo')];
    ann.send("PRIVMSG bo :\\u'2615'");
    await ann.roundtrip();
    expect(await bo.roundtrip()).toEqual([":ann!ann@lan PRIVMSG bo :\\u'2615'"]);
  });

  test('topics, reasons, away messages, real names and tag values are text; names and rooms are not', async () => {
    const room = await Chatroom.start({ chatroom: 'Caf\u00e9', motd: ['\u00fcber'] });
    const bo = await room.irc('bo', { caps: ['message-tags', 'away-notify'], join: ['#g'] });
    const ann = await room.irc('ann', { caps: ['lanchat/ascii', 'message-tags'] });
    bo.send('MODE #g -t');
    await bo.roundtrip();
    ann.send(
      "JOIN #\\u'2615',#g",
      "TOPIC #g :\\u'2615'",
      "AWAY :\\u'00E9'",
      "@+x=\\\\u'2615' TAGMSG #g",
      "PART #g :\\u'6F22'",
    );
    await ann.roundtrip();
    const seen = (await bo.roundtrip()).map(untagged);
    expect(seen).toEqual([
      ':ann!ann@lan JOIN #g',
      ':ann!ann@lan TOPIC #g :\u2615',
      ':ann!ann@lan AWAY :\u00e9',
      ':ann!ann@lan TAGMSG #g',
      ':ann!ann@lan PART #g :\u6f22',
    ]);
    expect(room.server.world.rooms.has("#\\u'2615'" as never)).toBe(true);
  });

  test('every byte that such a client is sent is ASCII', async () => {
    const room = await Chatroom.start({ chatroom: 'Caf\u00e9', motd: ['\u00fcber'] });
    const ann = await room.irc('ann', {
      caps: ['lanchat/ascii', 'message-tags', 'away-notify', 'standard-replies'],
    });
    let bytes = Buffer.alloc(0);
    ann.wire.socket.on('data', (chunk: Buffer) => (bytes = Buffer.concat([bytes, chunk])));
    ann.send(
      'JOIN #lobby',
      'JOIN #g',
      'MODE #g -t',
      'MOTD',
      'LUSERS',
      'FR\u00d6B',
      'NICK \u00e9',
      'JOIN \u00e9',
    );
    ann.send(
      'PRIVMSG \u00e9 :hi',
      'WHOIS \u00e9',
      'WHO \u00e9',
      'NAMES \u00e9',
      'CAP REQ \u00e9',
      'PING \u00e9',
      'MODE #g +b \u00e9',
    );
    await ann.roundtrip();
    const bo = await room.irc('bo', { caps: ['message-tags'], join: ['#lobby', '#g'] });
    bo.send(
      '@+x=\u2615 PRIVMSG #lobby :\u2615\u001b\u0085\t',
      'TOPIC #g :\u2615',
      'AWAY :\u2615',
      'NOTICE ann :\u2615',
      'PART #g :\u2615',
    );
    await bo.roundtrip();
    ann.send('WHOIS bo', 'WHO #lobby', 'LIST', 'PRIVMSG bo :hi');
    room.console('/say \u2615');
    room.console('/kick bo \u2615');
    await ann.roundtrip();
    expect(bytes.length).toBeGreaterThan(1500);
    const others = Array.from(bytes).filter(
      (byte) => byte > 0x7e || (byte < 0x20 && byte !== 13 && byte !== 10),
    );
    expect(others).toEqual([]);
  });

  test('a line may be four times as long on the wire; the text itself has the same room', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { caps: ['lanchat/ascii'] });
    const bo = await room.irc('bo');
    const most = Math.floor((512 - ':ann!ann@lan PRIVMSG bo :\r\n'.length) / 2);
    ann.send(`PRIVMSG bo :${"\\u'00E9'".repeat(most)}`, `PRIVMSG bo :${"\\u'00E9'".repeat(most + 1)}`);
    expect(await ann.roundtrip()).toEqual([
      `${S} 417 ann :That message was too long to pass on: send it in parts`,
    ]);
    expect(await bo.roundtrip()).toEqual([`:ann!ann@lan PRIVMSG bo :${'\u00e9'.repeat(most)}`]);
    ann.send(`PRIVMSG bo :${'x'.repeat(2050)}`);
    expect(await ann.roundtrip()).toEqual([`${S} 417 ann :Input line was too long`]);
  });

  test('an escape never becomes a control, a surrogate or a line end', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { caps: ['lanchat/ascii'] });
    const bo = await room.irc('bo');
    const text = "\\u'000A'\\u'000D'\\u'0000'\\u'001B'\\u'007F'\\u'009B'\\u'D800'\\u'110000'\\u'41'";
    ann.send(`PRIVMSG bo :${text}`);
    await ann.roundtrip();
    expect(await bo.roundtrip()).toEqual([`:ann!ann@lan PRIVMSG bo :${text}`]);
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
