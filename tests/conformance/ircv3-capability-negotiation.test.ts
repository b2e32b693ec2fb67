/** Which extensions are spoken (IRCv3 capability negotiation). */
import { describe, expect, test } from '@jest/globals';
import { SERVER_CAPS, withValue } from '../../lib/dialects/irc/caps.js';
import { Chatroom } from '../support/chat-server.js';
import { ask, commandOf, IrcClient } from '../support/irc-client.js';

const S = ':lanchat.lan';

describe('CAP', () => {
  test('LS lists all that there is, and holds registration until END', async () => {
    const room = await Chatroom.start();
    const ann = await IrcClient.connect(room.port);
    ann.send('CAP LS 302', 'NICK ann', 'USER ann 0 * :Ann');
    const lines = await ann.roundtrip();
    // Several lines, each but the last with an asterisk ("Multi-line replies").
    expect(lines.map((line) => line.replace(/ :.*/, ''))).toEqual([`${S} CAP * LS *`, `${S} CAP * LS`]);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(510);
    const offered = lines.map((line) => line.replace(/^.* :/, '')).join(' ');
    expect(offered).toBe(SERVER_CAPS.map(withValue).join(' '));
    ann.send('CAP END');
    await ann.expectLine(/ 001 ann /);
  });

  test('LS 302 turns cap-notify on by itself; LIST shows what is on', async () => {
    const room = await Chatroom.start();
    const ann = await IrcClient.connect(room.port);
    ann.send(
      'CAP LS 302',
      'CAP LIST',
      'CAP REQ :server-time away-notify',
      'CAP LIST',
      'CAP REQ :-away-notify',
      'CAP LIST',
    );
    expect((await ann.roundtrip()).filter((line) => !line.includes(' LS '))).toEqual([
      `${S} CAP * LIST :cap-notify`,
      `${S} CAP * ACK :server-time away-notify`,
      `${S} CAP * LIST :cap-notify server-time away-notify`,
      `${S} CAP * ACK :-away-notify`,
      `${S} CAP * LIST :cap-notify server-time`,
    ]);
  });

  test('a request is granted whole or refused whole', async () => {
    const room = await Chatroom.start();
    const ann = await IrcClient.connect(room.port);
    ann.send('CAP REQ :server-time no-such-thing', 'CAP LIST');
    expect(await ann.roundtrip()).toEqual([`${S} CAP * NAK :server-time no-such-thing`, `${S} CAP * LIST :`]);
  });

  test('410 for an unknown word, and the name is * until there is one', async () => {
    const room = await Chatroom.start();
    const ann = await IrcClient.connect(room.port);
    ann.send('CAP LS', 'NICK ::odd name', 'CAP LIST', 'CAP FROB');
    expect((await ann.roundtrip()).slice(2)).toEqual([
      `${S} CAP * LIST :`,
      `${S} 410 * FROB :Invalid CAP command`,
    ]);
  });

  test('works after registration too, without holding anything up', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann');
    const bo = await room.member('bo');
    await ann.roundtrip();
    ann.send('CAP LS 302', 'CAP REQ server-time', 'CAP END');
    expect((await ann.roundtrip()).map(commandOf)).toEqual(['CAP', 'CAP', 'CAP']);
    bo.send('PRIVMSG #lobby :hi');
    await ann.expectLine(/^@time=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z :bo!bo@lan PRIVMSG #lobby :hi$/);
  });

  test('LS without a version after 302 is answered in the old form; what 302 brought stays ("CAP LS Version")', async () => {
    const room = await Chatroom.start();
    const ann = await IrcClient.connect(room.port);
    const old = await IrcClient.connect(room.port);
    const [only, ...more] = await ask(old, 'CAP LS');
    expect(more).toEqual([]);
    // The one line that such a program reads has all but what is ours alone.
    expect((only ?? '').length).toBeLessThanOrEqual(510);
    const known = SERVER_CAPS.filter((cap) => !cap.startsWith('lanchat/'));
    expect((only ?? '').replace(/^.* :/, '').split(' ').slice(0, known.length)).toEqual(known);
    await ask(ann, 'CAP LS 307');
    expect(await ask(ann, 'CAP LS')).toEqual([only]);
    expect(await ask(ann, 'CAP REQ -cap-notify', 'CAP LIST')).toEqual([
      `${S} CAP * ACK :-cap-notify`,
      `${S} CAP * LIST :cap-notify`,
    ]);
    expect((await ask(ann, 'CAP LS 302')).join(' ')).toContain(' sasl=');
  });

  test('a request that is too long for one answer is answered whole in several ("The CAP ACK subcommand")', async () => {
    const room = await Chatroom.start();
    const ann = await IrcClient.connect(room.port);
    const all = SERVER_CAPS.filter((cap) => cap !== 'lanchat/ascii').join(' ');
    // With tags a line has more than its 512 bytes of parameters only where it is short enough; this one just fits.
    const wanted = all.slice(0, all.lastIndexOf(' ', 500));
    for (const [request, word] of [
      [wanted, 'ACK'],
      [wanted.slice(0, wanted.lastIndexOf(' ')) + ' x', 'NAK'],
    ] as const) {
      const lines = await ask(ann, `CAP REQ :${request}`);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(510);
      expect(lines.length).toBeGreaterThan(1);
      expect(lines.map((line) => line.replace(`${S} CAP * ${word} :`, '')).join(' ')).toBe(request);
    }
  });

  test('names are opaque: another case is another capability ("Rules for naming capabilities")', async () => {
    const room = await Chatroom.start();
    const ann = await IrcClient.connect(room.port);
    expect(await ask(ann, 'CAP REQ :Server-Time', 'cap list')).toEqual([
      `${S} CAP * NAK :Server-Time`,
      `${S} CAP * LIST :`,
    ]);
  });
});
