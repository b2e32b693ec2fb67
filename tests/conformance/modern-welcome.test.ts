/** Modern IRC, "Connection Registration", "RPL_ISUPPORT Parameters": what a newcomer is told, and that the limits in it hold. */
import { describe, expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, IrcClient, only } from '../support/irc-client.js';

const S = ':lanchat.lan';

test('001 to 004, LUSERS and the MOTD, each with its parameters', async () => {
  const room = await Chatroom.start({ motd: ['Be kind.', ''] });
  const ann = await IrcClient.connect(room.port, 'ann');
  ann.introduce();
  const lines = (await ann.roundtrip()).filter((line) => only([line], '005').length === 0);
  expect(lines).toEqual([
    `${S} 001 ann :Welcome to lanchat, ann!ann@lan`,
    `${S} 002 ann :Your host is lanchat.lan, running lanchat test`,
    expect.stringMatching(/^:lanchat\.lan 003 ann :This server was started \d{4}-\d\d-\d\dT[\d:.]+Z$/),
    `${S} 004 ann lanchat.lan lanchat-test Biow CIbeiklmnostv Ibeklov`,
    ...(await ask(ann, 'LUSERS')),
    `${S} 375 ann :- lanchat.lan Message of the day - `,
    `${S} 372 ann :- Be kind.`,
    `${S} 372 ann :- `,
    `${S} 372 ann :- To begin, type: /join #lobby`,
    expect.stringMatching(/^:lanchat\.lan 372 ann :- /),
    `${S} 376 ann :End of /MOTD command`,
  ]);
  expect((await ask(ann, 'MOTD')).slice(0, 3)).toEqual([
    `${S} 375 ann :- lanchat.lan Message of the day - `,
    `${S} 372 ann :- Be kind.`,
    `${S} 372 ann :- `,
  ]);
});

test('422 where the host has written none', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann');
  expect(await ask(ann, 'MOTD')).toEqual([`${S} 422 ann :There is no message of the day`]);
});

test('005 has these tokens, at most 13 a line, each line with its words', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann');
  const lines = only(await ask(ann, 'VERSION'), '005').map((line) => /^(.*) :(.*)$/.exec(line) ?? []);
  expect(lines.map(([, , text]) => text)).toEqual(lines.map(() => 'are supported by this server'));
  const tokens = lines.map(([, head = '']) => head.split(' ').slice(3));
  for (const line of tokens) expect(line.length).toBeLessThanOrEqual(13);
  expect(tokens.flat()).toEqual([
    'ACCOUNTEXTBAN=a',
    'AWAYLEN=200',
    'BOT=B',
    'CASEMAPPING=ascii',
    'CHANLIMIT=#:50',
    'CHANMODES=Ibe,k,l,Cimnst',
    'CHANNELLEN=50',
    'CHANTYPES=#',
    'CHATHISTORY=500',
    'ELIST=CMNTU',
    'EXCEPTS=e',
    'EXTBAN=,am',
    'INVEX=I',
    'KEYLEN=32',
    'KICKLEN=200',
    'MAINROOM=#lobby',
    'MAXLIST=b:100,e:100,I:100',
    'MAXTARGETS=4',
    'MODES=4',
    'MONITOR=100',
    'MSGREFTYPES=msgid,timestamp',
    'NAMELEN=150',
    'NETWORK=lanchat',
    'NICKLEN=30',
    'PREFIX=(ov)@+',
    'SAFELIST',
    'STATUSMSG=@+',
    'TARGMAX=PRIVMSG:4,NOTICE:4,TAGMSG:4,JOIN:50,PART:50,KICK:4,NAMES:4,WHOIS:4,WHOWAS:4,LIST:20,USERHOST:5',
    'TOPICLEN=300',
    'USERLEN=10',
    'UTF8ONLY',
    'WHOX',
  ]);
});

test('a value with a space, an equal sign or a backslash has escapes ("RPL_ISUPPORT")', async () => {
  const room = await Chatroom.start({ chatroom: 'a=b \\ c', server: 'x.lan' });
  const ann = await room.irc('ann');
  expect((await ask(ann, 'VERSION')).join(' ')).toContain(' NETWORK=a\\x3Db\\x20\\x5C\\x20c ');
});

describe('what is longer than its limit', () => {
  test('is cut where it is passed on: AWAYLEN, KICKLEN, TOPICLEN, USERLEN, NAMELEN', async () => {
    const room = await Chatroom.start({ floodControl: false });
    const ann = await IrcClient.connect(room.port, 'ann');
    ann.send('NICK ann', `USER ${'u'.repeat(11)} 0 * :${'r'.repeat(151)}`, 'JOIN #a');
    await ann.roundtrip();
    const bo = await room.irc('bo', { join: ['#a'] });
    const long = 'x'.repeat(400);
    await ask(ann, `AWAY :${long}`, `TOPIC #a :${long}`, `KICK #a bo :${long}`);
    const heard = [...(await bo.roundtrip()), ...(await ask(bo, 'WHOIS ann'))];
    const lengthOf = (numeric: string): number | undefined =>
      only(heard, numeric)[0]?.split(' :').at(-1)?.length;
    expect(['301', 'TOPIC', 'KICK', '311'].map(lengthOf)).toEqual([200, 300, 200, 150]);
    expect(only(heard, '311')[0]).toContain(` ann ${'u'.repeat(10)} lan * :`);
  });

  test('is refused where it names something: KEYLEN', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { join: ['#a'] });
    const [fits, long] = ['k'.repeat(32), 'k'.repeat(33)];
    expect(await ask(ann, `MODE #a +k ${long}`, `MODE #a +k ${fits}`)).toEqual([
      `${S} 696 ann #a k ${long} :A key is 1 to 32 letters, digits or signs, without commas`,
      `:ann!ann@lan MODE #a +k ${fits}`,
    ]);
  });

  test('is left out where there are more of them: TARGMAX of JOIN, NAMES, WHOIS, WHOWAS, USERHOST', async () => {
    const room = await Chatroom.start({ floodControl: false });
    const ann = await room.irc('ann', { join: ['#a', '#b', '#c', '#d', '#e'] });
    const five = '#a,#b,#c,#d,#e';
    expect(only(await ask(ann, `NAMES ${five}`), '366')).toHaveLength(4);
    expect(only(await ask(ann, 'WHOIS a,b,c,d,e'), '401')).toHaveLength(4);
    expect(only(await ask(ann, 'WHOWAS a,b,c,d,e'), '406')).toHaveLength(4);
    const bo = await room.irc('bo');
    const rooms = Array.from({ length: 51 }, (_, index) => `#${index}`).join();
    expect(only(await ask(bo, `JOIN ${rooms}`), 'JOIN', '405')).toHaveLength(50);
  });
});

test('SAFELIST: a LIST of a thousand rooms comes whole, however fast its reader is asked for it', async () => {
  const room = await Chatroom.start({ floodControl: false });
  const names = Array.from({ length: 1000 }, (_, index) => `#room-${index}`);
  for (let at = 0; at < names.length; at += 50)
    await room.irc(`n${at}`, { join: [names.slice(at, at + 50).join()] });
  const ann = await room.irc('ann');
  const lists = Array.from({ length: 10 }, () => 'LIST');
  expect(only(await ask(ann, ...lists), '322')).toHaveLength(10_000);
});
