/** Reactions (IRCv3 client tags react and reply): passed on, and kept with their message for those who ask. */
import { describe, expect, test } from '@jest/globals';
import { openSqliteStore } from '../../lib/storage/sqlite/open.js';
import { logIn } from '../support/accounts.js';
import { Chatroom } from '../support/chat-server.js';
import { ask, commandOf, only } from '../support/irc-client.js';
import { dataFolder } from '../support/sqlite.js';

const CAPS = ['message-tags', 'echo-message', 'batch', 'draft/chathistory'];
const KEEPS = [...CAPS, 'lanchat/reactions'];

function msgid(line = ''): string {
  return /msgid=([^; ]+)/.exec(line)?.[1] ?? 'none';
}

/** Without what is another one each time. */
function reactions(lines: readonly string[]): readonly string[] {
  return only(lines, 'TAGMSG').map((line) => line.replace(/^@\S*?(\+\S+) /, '$1 '));
}

describe.each(['memory', 'disk'])('kept in %s', (where) => {
  async function start(): Promise<Chatroom> {
    return where === 'memory'
      ? Chatroom.start()
      : Chatroom.start({ store: await openSqliteStore(await dataFolder()) });
  }

  test('come with their message, beyond the limit, until they are taken back', async () => {
    const room = await start();
    const ann = await room.member('ann', { caps: CAPS });
    const bo = await room.member('bo', { caps: CAPS });
    const id = msgid(only(await ask(ann, 'PRIVMSG #lobby :cake?'), 'PRIVMSG')[0]);
    await ask(bo, `@+draft/reply=${id};+draft/react=\u{1f44d} TAGMSG #lobby`);
    await ask(bo, `@+draft/reply=${id};+draft/react=lol TAGMSG #lobby`);
    await ask(bo, '@+typing=active TAGMSG #lobby');
    await ask(bo, `@+draft/reply=${id};+draft/unreact=lol TAGMSG #lobby`);
    await ann.roundtrip();
    const cy = await room.member('cy', { caps: KEEPS });
    const page = await ask(cy, 'CHATHISTORY LATEST #lobby * 1');
    expect(only(page, 'PRIVMSG')).toHaveLength(1);
    // "MUST be tagged with draft/chathistory-context and MUST immediately follow their parent message".
    await ask(ann, 'PRIVMSG #lobby :and tea?');
    await cy.roundtrip();
    const both = await ask(cy, 'CHATHISTORY LATEST #lobby * 2');
    expect(both.map((line) => [commandOf(line), line.includes(';draft/chathistory-context')])).toEqual(
      [['BATCH'], ['PRIVMSG'], ['TAGMSG', true], ['PRIVMSG'], ['BATCH']].map(([command, tagged = false]) => [
        command,
        tagged,
      ]),
    );
    expect(reactions(page)).toEqual([`+draft/reply=${id};+draft/react=\u{1f44d} :bo!bo@lan TAGMSG #lobby`]);
    // Nobody else is told of it, nor is anything else told with it.
    expect(only(await ask(ann, 'CHATHISTORY LATEST #lobby * 9'), 'TAGMSG')).toEqual([]);
    expect(page.join()).not.toContain('JOIN');
  });

  test('come with draft/event-playback too, once each', async () => {
    const room = await start();
    const ann = await room.member('ann', { caps: [...CAPS, 'draft/event-playback'] });
    const id = msgid(only(await ask(ann, 'PRIVMSG #lobby :cake?'), 'PRIVMSG')[0]);
    await ask(ann, `@+reply=${id};+react=yes TAGMSG #lobby`);
    expect(reactions(await ask(ann, 'CHATHISTORY LATEST #lobby * 9'))).toEqual([
      `+reply=${id};+react=yes :ann!ann@lan TAGMSG #lobby`,
    ]);
  });

  test('between two accounts are theirs', async () => {
    const room = await start();
    const ann = await room.irc('ann', { caps: KEEPS });
    const bo = await room.irc('bo', { caps: KEEPS });
    for (const name of ['ann', 'bo']) logIn(room.server.world, name);
    const id = msgid(only(await ask(ann, 'PRIVMSG bo :psst'), 'PRIVMSG')[0]);
    await bo.roundtrip();
    await ask(bo, `@+draft/reply=${id};+draft/react=ok TAGMSG ann`);
    await ann.roundtrip();
    expect(reactions(await ask(ann, 'CHATHISTORY LATEST bo * 9'))).toEqual([
      `+draft/reply=${id};+draft/react=ok :bo!bo@lan TAGMSG ann`,
    ]);
  });
});

test('is there after a restart, and the capability where there is history alone', async () => {
  const folder = await dataFolder();
  const before = await Chatroom.start({ store: await openSqliteStore(folder) });
  const ann = await before.member('ann', { caps: CAPS });
  const id = msgid(only(await ask(ann, 'PRIVMSG #lobby :cake?'), 'PRIVMSG')[0]);
  await ask(ann, `@+draft/reply=${id};+draft/react=yes TAGMSG #lobby`);
  await before.server.stop();
  const after = await Chatroom.start({ store: await openSqliteStore(folder) });
  const bo = await after.member('bo', { caps: KEEPS });
  expect(reactions(await ask(bo, 'CHATHISTORY LATEST #lobby * 9'))).toHaveLength(1);
  const none = await Chatroom.start({ history: 'off' });
  const cy = await none.irc('cy');
  expect((await ask(cy, 'CAP LS 302')).join()).not.toContain('lanchat/reactions');
});
