/** Up to when one has read, on whichever device (IRCv3 draft/read-marker). */
import { describe, expect, test } from '@jest/globals';
import { logIn } from '../support/accounts.js';
import { Chatroom } from '../support/chat-server.js';
import { commandOf, only } from '../support/irc-client.js';

const S = ':lanchat.lan';
const CAPS = ['draft/read-marker'];
const TIME = 'timestamp=2026-01-04T14:33:26.123Z';
const EARLIER = 'timestamp=2026-01-04T14:33:26.122Z';

describe('MARKREAD', () => {
  test('sets and gets; an older time is answered with the one that is kept ("client set command")', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann', { caps: CAPS });
    ann.send('MARKREAD #LOBBY', `MARKREAD #lobby ${TIME}`, `MARKREAD #lobby ${EARLIER}`, 'MARKREAD #lobby');
    expect(await ann.roundtrip()).toEqual([
      `${S} MARKREAD #lobby *`,
      `${S} MARKREAD #lobby ${TIME}`,
      `${S} MARKREAD #lobby ${TIME}`,
      `${S} MARKREAD #lobby ${TIME}`,
    ]);
  });

  test('comes with JOIN, before RPL_ENDOFNAMES ("Command flows"), for those who have the capability', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { caps: CAPS });
    ann.send('JOIN #lobby', `MARKREAD #lobby ${TIME}`, 'PART #lobby', 'JOIN #lobby');
    const lines = await ann.roundtrip();
    expect(lines.map(commandOf)).toEqual([
      ...['JOIN', 'MARKREAD', '353', '366', 'MARKREAD', 'PART'],
      ...['JOIN', 'MARKREAD', '353', '366'],
    ]);
    expect(only(lines, 'MARKREAD')).toEqual([
      `${S} MARKREAD #lobby *`,
      `${S} MARKREAD #lobby ${TIME}`,
      `${S} MARKREAD #lobby ${TIME}`,
    ]);
    const bo = await room.irc('bo');
    bo.send('JOIN #lobby');
    expect(only(await bo.roundtrip(), 'MARKREAD')).toEqual([]);
  });

  test('reaches the other sessions of the account that have the capability, and nobody else ("MUST NOT leak")', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann', { caps: CAPS });
    const phone = await room.irc('ann_phone', { caps: CAPS });
    const old = await room.irc('ann_old');
    const bo = await room.member('bo', { caps: CAPS });
    for (const name of ['ann', 'ann_phone', 'ann_old']) logIn(room.server.world, name, 'ann');
    logIn(room.server.world, 'bo');
    for (const one of [ann, phone, old, bo]) await one.roundtrip();
    ann.send(`MARKREAD #lobby ${TIME}`, `MARKREAD BO ${TIME}`);
    const told = [`${S} MARKREAD #lobby ${TIME}`, `${S} MARKREAD bo ${TIME}`];
    expect(await ann.roundtrip()).toEqual(told);
    expect(await phone.roundtrip()).toEqual(told);
    expect(await old.roundtrip()).toEqual([]);
    bo.send('MARKREAD #lobby', 'MARKREAD ann');
    expect(await bo.roundtrip()).toEqual([`${S} MARKREAD #lobby *`, `${S} MARKREAD ann *`]);
    phone.send('MARKREAD bo');
    expect(await phone.roundtrip()).toEqual([`${S} MARKREAD bo ${TIME}`]);
  });

  test('what is wrong is FAIL NEED_MORE_PARAMS or INVALID_PARAMS ("Errors and Warnings")', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann', { caps: CAPS });
    ann.send('MARKREAD', 'MARKREAD #lobby *', 'MARKREAD #lobby noon', `MARKREAD #nowhere ${TIME}`);
    const time = 'That is not timestamp=YYYY-MM-DDThh:mm:ss.sssZ';
    expect(await ann.roundtrip()).toEqual([
      `${S} FAIL MARKREAD NEED_MORE_PARAMS :Missing parameters`,
      `${S} FAIL MARKREAD INVALID_PARAMS * :${time}`,
      `${S} FAIL MARKREAD INVALID_PARAMS noon :${time}`,
      `${S} FAIL MARKREAD INVALID_PARAMS #nowhere :That is neither a channel you are in nor a name`,
    ]);
  });
});
