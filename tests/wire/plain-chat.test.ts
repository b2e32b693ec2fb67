/** Talking with `nc`: messages, commands and their words (docs/protocol.md, "The plain dialect"). */
import { describe, expect, test } from '@jest/globals';
import { HISTORY_SHOWN_MAX } from '../../lib/base/limits.js';
import { slashSpecs } from '../../lib/protocol/slash.js';
import { Chatroom } from '../support/chat-server.js';
import { PlainClient } from '../support/plain-client.js';

const DAY_MS = 86_400_000;

describe('messages', () => {
  test('everyone in the room but the sender reads them', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    const bo = await room.plain('bo');
    await ann.roundtrip();
    expect(await ann.ask('hello')).toEqual([]);
    expect(await bo.roundtrip()).toEqual(['ann: hello']);
  });

  test('words too many for a command do nothing: /part #other must not leave this room', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    expect(await ann.ask('/part #other')).toEqual(['Type it like this: /part']);
    expect(await ann.ask('/who')).toEqual(['1 person is here: ann.']);
  });

  test('/help keeps its columns', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    const rows = (await ann.ask('/help')).filter((line) => line.startsWith('  /'));
    expect(rows.length).toBeGreaterThan(8);
    const columns = rows.map((row) => /^ {2}\/.*? {2,}/.exec(row)?.[0].length);
    expect(new Set(columns).size).toBe(1);
  });

  test('an empty line sends nothing', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    const bo = await room.plain('bo');
    await ann.ask('', '   ');
    expect(await bo.roundtrip()).toEqual([]);
  });

  test('private ones are read by one person, and echoed to the sender', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    const zeyu = await room.plain('zeyu');
    const cy = await room.plain('cy');
    await Promise.all([ann.roundtrip(), zeyu.roundtrip()]);
    expect(await ann.ask('/msg ZEYU psst')).toEqual(['[you -> zeyu] psst']);
    expect(await zeyu.roundtrip()).toEqual(['[ann -> you] psst']);
    expect(await cy.roundtrip()).toEqual([]);
    expect(await ann.ask('/msg dee psst')).toEqual(['Nobody here is called dee. /who lists who is here.']);
    expect(await ann.ask('/msg zeyu')).toEqual(['Say what to write: /msg NAME TEXT']);
  });

  test('/me says what one does', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    const bo = await room.plain('bo');
    const cy = await room.member('cy');
    await ann.roundtrip();
    await ann.ask('/me waves');
    expect(await bo.roundtrip()).toContain('* ann waves');
    expect(await cy.roundtrip()).toContain(':ann!ann@lan PRIVMSG #lobby :\u0001ACTION waves\u0001');
  });

  test('a long line is split at spaces, and no word is lost', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    const bo = await room.plain('bo');
    const words = Array.from({ length: 250 }, (_, index) => `word${index}`).join(' ');
    await ann.ask(words);
    const lines = await bo.roundtrip();
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.map((line) => line.replace(/^ann: /, '')).join(' ')).toBe(words);
    for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThan(510);
  });

  test('a line beyond 4096 bytes is refused, and nothing of it is sent', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    const bo = await room.plain('bo');
    await ann.roundtrip();
    expect(await ann.ask('x'.repeat(4097))).toEqual([
      'That line was longer than 4096 bytes and was not sent: send it in parts.',
    ]);
    expect(await bo.roundtrip()).toEqual([]);
  });

  test('a question to programs (CTCP) is not shown to people', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    const bo = await room.member('bo');
    await ann.roundtrip();
    bo.send('PRIVMSG ann :\u0001VERSION\u0001', 'PRIVMSG ann :\u0001ACTION nods\u0001');
    await bo.roundtrip();
    expect(await ann.roundtrip()).toEqual(['[bo -> you] * nods']);
  });
});

describe('commands', () => {
  test('/help lists every command of this dialect', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    const text = (await ann.ask('/help')).join('\n');
    for (const { verb } of slashSpecs('plain')) expect(text).toContain(`/${verb}`);
    for (const verb of [
      'who',
      'msg',
      'me',
      'join',
      'part',
      'topic',
      'away',
      'history',
      'search',
      'utf8',
      'quit',
    ])
      expect(text).toContain(`/${verb}`);
  });

  test('an unknown one is said to be unknown and never sent', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    const bo = await room.plain('bo');
    await ann.roundtrip();
    expect(await ann.ask('/pasword hunter2')).toEqual([
      'There is no command /pasword. /help lists them; nothing was sent.',
    ]);
    expect(await ann.ask('/hlep')).toEqual([
      'There is no command /hlep. Did you mean /help? /help lists them; nothing was sent.',
    ]);
    expect(await bo.roundtrip()).toEqual([]);
    await ann.ask('//shrug is a word');
    expect(await bo.roundtrip()).toEqual(['ann: /shrug is a word']);
  });

  test('/who says who is here and who is away', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    expect(await ann.ask('/who')).toEqual(['1 person is here: ann.']);
    const bo = await room.plain('bo');
    expect(await bo.ask('/away lunch')).toEqual(['You are marked as away. /away alone ends it.']);
    expect(await ann.ask('/who')).toEqual([
      'Server: bo has joined the chat. Say hi!',
      '2 people are here: ann, bo (away: bo).',
    ]);
    expect(await ann.ask('/msg bo hi')).toEqual(['[you -> bo] hi', 'bo is away: lunch']);
    expect(await bo.ask('/away')).toEqual(['[ann -> you] hi', 'You are marked as back.']);
  });

  test('/nick changes the name; a refused one is explained with what to type', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    const bo = await room.plain('bo');
    await ann.roundtrip();
    expect(await ann.ask('/nick anna')).toEqual(['You are now known as anna.']);
    expect(await bo.roundtrip()).toEqual(['Server: ann is now known as anna.']);
    expect(await ann.ask('/nick BO')).toEqual(['The name BO is taken. Try /nick BO2']);
    expect(await ann.ask('/nick Server')).toEqual([
      'The name Server belongs to the chatroom itself. Try /nick Server2',
    ]);
    await ann.ask('as anna');
    expect(await bo.roundtrip()).toEqual(['anna: as anna']);
  });

  test('/join moves to another room, /part leaves it, /rooms lists them', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    const bo = await room.plain('bo');
    await ann.roundtrip();
    expect(await ann.ask('/join Games')).toEqual(['You are in #Games. 1 person is here: ann.']);
    expect(await bo.roundtrip()).toEqual(['Server: ann has left the chat.']);
    await ann.ask('alone here');
    expect(await bo.roundtrip()).toEqual([]);
    expect(await bo.ask('/rooms')).toEqual(['#lobby  1 person', '#Games  1 person']);
    expect(await bo.ask('/join #games')).toContain('You are in #Games. 2 people are here: ann, bo.');
    expect(await ann.roundtrip()).toEqual(['Server: bo has joined the chat. Say hi!']);
    expect(await ann.ask('/part')).toEqual([
      'You have left #Games. Enter another room with /join ROOM; /rooms lists them.',
    ]);
    expect(await ann.ask('hello?')).toEqual([
      'You are in no room. Enter one with /join ROOM; /rooms lists them.',
    ]);
    expect(await ann.ask('/join a:b')).toEqual([
      "A room's name is # and letters or digits, such as #homework.",
    ]);
  });

  test('/join of the room one is in says so', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    expect(await ann.ask('/join LOBBY')).toEqual(['You are in #lobby already.']);
  });

  test('/topic shows and sets; the main room is the host’s', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    expect(await ann.ask('/topic')).toEqual(['#lobby has no topic.']);
    expect(await ann.ask('/topic mine')).toEqual(['Only an operator of #lobby can do that.']);
    await ann.ask('/join games');
    expect(await ann.ask('/topic Chess')).toEqual(['Server: ann has set the topic of #games: Chess']);
    expect(await ann.ask('/topic')).toEqual(['Topic of #games: Chess']);
  });

  test('/history and /search show what was said, marked as earlier', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    expect(await ann.ask('/history')).toEqual(['Nothing has been said in #lobby yet.']);
    await ann.ask('red apple', 'green apple', 'green pear');
    const shown = (lines: readonly string[]) =>
      lines.map((line) => line.replace(/^\(earlier, \d\d:\d\d\) /, 'E '));
    expect(shown(await ann.ask('/history 2'))).toEqual(['E ann: green apple', 'E ann: green pear']);
    expect(shown(await ann.ask('/search APPLE green'))).toEqual(['E ann: green apple']);
    expect(await ann.ask('/search plum')).toEqual(['Nothing with "plum" was said in #lobby.']);
    expect(await ann.ask('/history many')).toEqual(['Type it like this: /history 20']);
    expect(await ann.ask('/search')).toEqual(['Type it like this: /search WORDS']);
  });

  test('a message of several lines is read as lines, also later; on entry a long one is cut, and says so', async () => {
    const room = await Chatroom.start({ floodControl: false });
    const ann = await room.irc('ann', { join: ['#lobby'], caps: ['draft/multiline', 'batch'] });
    const said = (count: number): string[] => [
      'BATCH +1 draft/multiline #lobby',
      ...Array.from({ length: count }, (_, index) => `@batch=1 PRIVMSG #lobby :line ${index + 1}`),
      '@batch=1 PRIVMSG #lobby :',
      'BATCH -1',
    ];
    ann.send(...said(2), ...said(12));
    await ann.roundtrip();
    const bo = await PlainClient.connect(room.port);
    bo.type('bo');
    await bo.expectText(/You are in .*\r\n/);
    const earlier = (lines: readonly string[]) =>
      lines.map((line) => line.replace(/^\(earlier, \d\d:\d\d\) /, 'E '));
    const lines = (count: number) => Array.from({ length: count }, (_, index) => `E ann: line ${index + 1}`);
    expect(earlier(await bo.roundtrip())).toEqual([
      ...lines(2),
      ...lines(7),
      'E ann: (5 more lines: /history shows them)',
    ]);
    expect(earlier(await bo.ask('/history'))).toEqual([...lines(2), ...lines(12)]);
    expect(earlier(await bo.ask('/search 12'))).toEqual(lines(12));
  });

  test('/history and /search tell the day of what was said on another one', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    await ann.ask('first apple');
    const [day, month] = [new Date(room.now()).getDate(), new Date(room.now()).toString().slice(4, 7)];
    room.advance(7 * DAY_MS);
    await ann.ask('second apple');
    const weekday = new Date(room.now()).toString().slice(0, 3);
    room.advance(2 * DAY_MS);
    await ann.ask('third apple');
    const shown = [
      expect.stringMatching(
        new RegExp(`^\\(earlier, ${day} ${month}( \\d{4})? \\d\\d:\\d\\d\\) ann: first apple$`),
      ),
      expect.stringMatching(new RegExp(`^\\(earlier, ${weekday} \\d\\d:\\d\\d\\) ann: second apple$`)),
      expect.stringMatching(/^\(earlier, \d\d:\d\d\) ann: third apple$/),
    ];
    expect(await ann.ask('/history')).toEqual(shown);
    expect(await ann.ask('/search app')).toEqual(shown);
    const bo = await PlainClient.connect(room.port);
    bo.type('bo');
    await bo.expectText('You are in #lobby.');
    expect((await bo.roundtrip()).slice(1)).toEqual(shown);
  });

  test('/history shows what was said, not topics or kicks, and no more than a screen can use', async () => {
    const room = await Chatroom.start({ floodControl: false });
    const op = await room.irc('op', { join: ['#games'] });
    const bo = await room.irc('bo', { join: ['#games'] });
    op.send('PRIVMSG #games :said', 'TOPIC #games :Chess', 'KICK #games bo :enough', 'NOTICE #games :noted');
    await op.roundtrip();
    await bo.roundtrip();
    const ann = await room.plain('ann');
    await ann.ask('/join games');
    const texts = async (line: string) =>
      (await ann.ask(line)).map((one) => one.replace(/^\(earlier, [^)]*\) /, ''));
    expect(await texts('/history 50')).toEqual(['op: said', 'op: noted']);
    op.send(...Array.from({ length: HISTORY_SHOWN_MAX + 50 }, (_, index) => `PRIVMSG #games :${index}`));
    await op.roundtrip();
    await ann.roundtrip();
    const most = await texts('/history 9999');
    expect([most.length, most.at(-1)]).toEqual([HISTORY_SHOWN_MAX, `op: ${HISTORY_SHOWN_MAX + 49}`]);
    expect(await texts('/search op')).toEqual(['Nothing with "op" was said in #games.']);
  });

  test('a host may show newcomers nothing from before, and says so', async () => {
    const room = await Chatroom.start({ history: 'joined' });
    const ann = await room.plain('ann');
    await ann.ask('before');
    room.advance(10);
    const bo = await PlainClient.connect(room.port);
    bo.type('bo');
    const text = await bo.expectText('You are in #lobby.');
    expect(text).toContain(
      'Everyone on this network can read #lobby; what is said there is kept by the host, and newcomers are not shown it.\r\n',
    );
    expect(await bo.roundtrip()).toEqual([' 2 people are here: ann, bo.']);
    expect(await bo.ask('/history')).toEqual(['Nothing has been said in #lobby since you came.']);
    expect(await bo.ask('/search before')).toEqual([
      'Nothing with "before" was said in #lobby since you came.',
    ]);
    await ann.ask('after');
    await bo.roundtrip();
    expect(await bo.ask('/history')).toEqual([expect.stringMatching(/ ann: after$/)]);
  });

  test('a room that everyone has left takes its history with it', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    await ann.ask('/join plans', 'the secret plan', '/join lobby');
    const bo = await room.plain('bo');
    expect((await bo.ask('/join plans')).join('\n')).not.toContain('secret');
    expect(await bo.ask('/history')).toEqual(['Nothing has been said in #plans yet.']);
  });

  test('/quit, QUIT and Ctrl-D alone leave', async () => {
    const room = await Chatroom.start();
    for (const [name, word] of Object.entries({ ann: '/quit bye', bo: 'QUIT', cy: '\u0004' })) {
      const person = await room.plain(name);
      person.type(word);
      expect(await person.untilEnd()).toBe('Goodbye!\r\n');
    }
  });

  test('a removed person is told, and told again when they speak', async () => {
    const room = await Chatroom.start();
    const op = await room.irc('op', { join: ['#games'] });
    const ann = await room.plain('ann');
    await ann.ask('/join games');
    op.send('KICK #games ann :too loud');
    await op.roundtrip();
    expect(await ann.roundtrip()).toEqual(['Server: ann was removed from #games by op: too loud']);
    expect(await ann.ask('still here?')).toEqual(['You are not in that room. Your line was not sent.']);
    expect(await ann.ask('and now?')).toEqual([
      'You are in no room. Enter one with /join ROOM; /rooms lists them.',
    ]);
  });
});
