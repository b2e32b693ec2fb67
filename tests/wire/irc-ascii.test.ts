/** Text as ASCII (docs/protocol.md, "lanchat/ascii"). */
import { describe, expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { untagged } from '../support/irc-client.js';

const S = ':lanchat.lan';

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
