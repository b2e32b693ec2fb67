/** Messages taken back (IRCv3 draft/message-redaction). */
import { describe, expect, test } from '@jest/globals';
import { openSqliteStore } from '../../lib/storage/sqlite/open.js';
import { logIn } from '../support/accounts.js';
import { Chatroom } from '../support/chat-server.js';
import { ask, only } from '../support/irc-client.js';
import { dataFolder } from '../support/sqlite.js';

const S = ':lanchat.lan';
const CAPS = ['draft/message-redaction', 'message-tags', 'echo-message', 'batch', 'draft/chathistory'];

function msgid(line = ''): string {
  return /msgid=([^; ]+)/.exec(line)?.[1] ?? 'none';
}

function texts(lines: readonly string[]): readonly string[] {
  return only(lines, 'PRIVMSG').map((line) => line.replace(/^.* :/, ''));
}

describe.each(['memory', 'disk'])('REDACT, kept in %s', (where) => {
  async function start(folder?: string): Promise<Chatroom> {
    if (where === 'memory') return Chatroom.start();
    return Chatroom.start({ store: await openSqliteStore(folder ?? (await dataFolder())) });
  }

  test('takes back one’s own message: told to those who know, gone from history and search', async () => {
    const room = await start();
    const ann = await room.member('ann', { caps: [...CAPS, 'soju.im/search'] });
    const bo = await room.member('bo', { caps: CAPS });
    const old = await room.member('old');
    await ann.roundtrip();
    const said = await ask(ann, 'PRIVMSG #lobby :keep this', 'PRIVMSG #lobby :a mistake');
    const id = msgid(only(said, 'PRIVMSG')[1]);
    for (const one of [bo, old]) await one.roundtrip();
    const [echo = ''] = await ask(ann, `REDACT #LOBBY ${id} :typo`);
    expect(echo).toMatch(new RegExp(`^@msgid=\\S+ :ann!ann@lan REDACT #lobby ${id} :typo$`));
    expect(msgid(echo)).not.toBe(id);
    expect(await bo.roundtrip()).toEqual([echo]);
    expect(await old.roundtrip()).toEqual([]);
    expect(texts(await ask(bo, 'CHATHISTORY LATEST #lobby * 9'))).toEqual(['keep this']);
    expect(texts(await ask(ann, 'SEARCH in=#lobby;text=mistake'))).toEqual([]);
    expect(await ask(ann, `REDACT #lobby ${id}`)).toEqual([
      `${S} FAIL REDACT UNKNOWN_MSGID #lobby ${id} :There is no such message, or it is too old`,
    ]);
    // What came after a message that is gone can still be asked for.
    await ask(bo, 'PRIVMSG #lobby :later');
    expect(texts(await ask(bo, `CHATHISTORY AFTER #lobby msgid=${id} 9`))).toEqual(['later']);
  });

  test('of others is for those who run the room; REDACT_FORBIDDEN, INVALID_TARGET', async () => {
    const room = await start();
    const op = await room.irc('op', { caps: CAPS, join: ['#r'] });
    const ann = await room.irc('ann', { caps: CAPS, join: ['#r'] });
    const bo = await room.irc('bo', { caps: CAPS, join: ['#r'] });
    const id = msgid(only(await ask(ann, 'PRIVMSG #r :spam'), 'PRIVMSG')[0]);
    expect(await ask(bo, `REDACT #r ${id}`)).toContain(
      `${S} FAIL REDACT REDACT_FORBIDDEN #r ${id} :That message is not yours to take back`,
    );
    expect(only(await ask(bo, `REDACT #elsewhere ${id}`), 'FAIL')).toEqual([
      `${S} FAIL REDACT INVALID_TARGET #elsewhere :You cannot take back messages there`,
    ]);
    await op.roundtrip();
    expect(only(await ask(op, `REDACT #r ${id}`), 'REDACT')[0]).toMatch(/ :op!op@lan REDACT #r \S+$/);
  });

  test('of a guest who has left is nobody’s who has the name next', async () => {
    const room = await start();
    const first = await room.member('guest', { caps: CAPS });
    const id = msgid(only(await ask(first, 'PRIVMSG #lobby :mine'), 'PRIVMSG')[0]);
    first.send('QUIT');
    await first.untilEnd();
    room.advance(1000);
    const second = await room.member('guest', { caps: CAPS });
    expect(only(await ask(second, `REDACT #lobby ${id}`), 'FAIL')[0]).toContain('REDACT_FORBIDDEN');
  });

  test('between two accounts is told to both', async () => {
    const room = await start();
    const ann = await room.irc('ann', { caps: CAPS });
    const bo = await room.irc('bo', { caps: CAPS });
    for (const name of ['ann', 'bo']) logIn(room.server.world, name);
    const id = msgid(only(await ask(ann, 'PRIVMSG bo :psst'), 'PRIVMSG')[0]);
    await bo.roundtrip();
    expect(only(await ask(ann, `REDACT bo ${id}`), 'REDACT')).toHaveLength(1);
    expect(only(await bo.roundtrip(), 'REDACT')[0]).toMatch(new RegExp(` REDACT bo ${id}$`));
    expect(texts(await ask(bo, 'CHATHISTORY LATEST ann * 9'))).toEqual([]);
  });
});

test('what was taken back stays so after a restart, and event-playback tells of it', async () => {
  const folder = await dataFolder();
  const before = await Chatroom.start({ store: await openSqliteStore(folder) });
  const ann = await before.member('ann', { caps: CAPS });
  const id = msgid(only(await ask(ann, 'PRIVMSG #lobby :secret'), 'PRIVMSG')[0]);
  await ask(ann, `REDACT #lobby ${id} :why`);
  await before.server.stop();
  const after = await Chatroom.start({ store: await openSqliteStore(folder) });
  const bo = await after.member('bo', { caps: [...CAPS, 'draft/event-playback'] });
  const lines = await ask(bo, 'CHATHISTORY LATEST #lobby * 50');
  expect(lines.join()).not.toContain('secret');
  expect(only(lines, 'REDACT')).toEqual([expect.stringMatching(new RegExp(` REDACT #lobby ${id} :why$`))]);
});

test('REDACT is not known without the capability', async () => {
  const room = await Chatroom.start();
  const ann = await room.member('ann');
  expect(await ask(ann, 'REDACT #lobby x')).toEqual([`${S} 421 ann REDACT :Unknown command`]);
});
