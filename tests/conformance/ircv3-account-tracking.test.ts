/** Who is logged in to what, as others are told (IRCv3 extended-join, account-notify, account-tag; WHOIS 330, WHOX a). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, only } from '../support/irc-client.js';

const CAPS = ['extended-join', 'account-notify', 'account-tag'];

test('each capability shows the account to those who asked for it, and to nobody else', async () => {
  const room = await Chatroom.start();
  const watcher = await room.member('watcher', { caps: CAPS });
  const other = await room.member('other');
  await watcher.roundtrip();
  const ann = await room.member('ann', { caps: ['draft/account-registration'] });
  await ask(ann, 'PRIVMSG #lobby :nobody yet', 'REGISTER * * correct-horse-battery');
  await ask(ann, 'PRIVMSG #lobby :somebody now', 'PART #lobby', 'JOIN #lobby');
  expect(await watcher.roundtrip()).toEqual([
    ':ann!ann@lan JOIN #lobby * :ann Example',
    ':ann!ann@lan PRIVMSG #lobby :nobody yet',
    '@account=ann :ann!ann@lan ACCOUNT ann',
    '@account=ann :ann!ann@lan PRIVMSG #lobby :somebody now',
    '@account=ann :ann!ann@lan PART #lobby',
    '@account=ann :ann!ann@lan JOIN #lobby ann :ann Example',
  ]);
  expect(await other.roundtrip()).toEqual([
    ':ann!ann@lan JOIN #lobby',
    ':ann!ann@lan PRIVMSG #lobby :nobody yet',
    ':ann!ann@lan PRIVMSG #lobby :somebody now',
    ':ann!ann@lan PART #lobby',
    ':ann!ann@lan JOIN #lobby',
  ]);
  const asked = await ask(other, 'WHOIS ann', 'WHO ann %na', 'WHO watcher %na');
  expect(only(asked, '330', '354')).toEqual([
    ':lanchat.lan 330 other ann ann :is logged in as',
    ':lanchat.lan 354 other ann ann',
    ':lanchat.lan 354 other watcher 0',
  ]);
});
