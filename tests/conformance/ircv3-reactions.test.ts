/** Reactions (IRCv3 client tags react and reply): passed on, and kept with their message for those who ask. */
import { describe, expect, test } from '@jest/globals';
import { openSqliteStore } from '../../lib/storage/sqlite/open.js';
import { logIn } from '../support/accounts.js';
import { Chatroom } from '../support/chat-server.js';
import { ask, commandOf, only, untagged } from '../support/irc-client.js';
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

  test('are taken back by REDACT as well, by those who reacted and those who run the room (IRCv3 draft/message-redaction: "PRIVMSG, NOTICE, or TAGMSG")', async () => {
    const room = await start();
    const caps = [...KEEPS, 'draft/message-redaction'];
    const ann = await room.irc('ann', { caps, join: ['#r'] });
    const bo = await room.irc('bo', { caps, join: ['#r'] });
    const cy = await room.irc('cy', { caps, join: ['#r'] });
    const id = msgid(only(await ask(ann, 'PRIVMSG #r :cake?'), 'PRIVMSG')[0]);
    await ask(ann, 'PRIVMSG #r :tea?');
    const react = async (value: string): Promise<string> =>
      msgid(only(await ask(bo, `@+draft/reply=${id};+draft/react=${value} TAGMSG #r`), 'TAGMSG')[0]);
    const [yes, no] = [await react('yes'), await react('no')];
    await cy.roundtrip();
    // Whoever reads on from the last line of a page may name a reaction.
    const after = await ask(cy, `CHATHISTORY AFTER #r msgid=${no} 9`);
    expect(only(after, 'PRIVMSG').map((line) => line.replace(/^.* :/, ''))).toEqual(['tea?']);
    expect(await ask(cy, `REDACT #r ${yes}`)).toEqual([
      `:lanchat.lan FAIL REDACT REDACT_FORBIDDEN #r ${yes} :That message is not yours to take back`,
    ]);
    await ask(bo, `REDACT #r ${yes}`);
    expect(only(await cy.roundtrip(), 'REDACT').map(untagged)).toEqual([`:bo!bo@lan REDACT #r ${yes}`]);
    expect(reactions(await ask(cy, 'CHATHISTORY LATEST #r * 9'))).toEqual([
      `+draft/reply=${id};+draft/react=no :bo!bo@lan TAGMSG #r`,
    ]);
    await ask(ann, `REDACT #r ${no}`);
    await cy.roundtrip();
    expect(reactions(await ask(cy, 'CHATHISTORY LATEST #r * 9'))).toEqual([]);
    expect(only(await ask(bo, `REDACT #r ${no}`), 'FAIL')[0]).toContain(' UNKNOWN_MSGID ');
    // The message is there as it was.
    expect(only(await ask(cy, 'CHATHISTORY LATEST #r * 9'), 'PRIVMSG')).toHaveLength(2);
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
