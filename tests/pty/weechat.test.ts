/** The real weechat, in a real terminal, in one room with another program: everything one does in an evening, and no error. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { closeAfterTest } from '../support/cleanup.js';
import { testWith } from '../support/installed.js';
import { endAllTuis, Tui } from '../support/pty.js';
import { Tap } from '../support/tap.js';

afterEach(endAllTuis);

const COFFEE = '\u2615 \u00e9 \u6f22\u5b57';

testWith('weechat', 'weechat registers, talks, asks and leaves without an error', evening, 60_000);
testWith('weechat', 'weechat logs in to its account, and reads what was said before', withAccount, 60_000);

function start(file: string, port: number, more: readonly string[] = []): Tui {
  const home = mkdtempSync(join(tmpdir(), 'lanchat-weechat-'));
  closeAfterTest(() => rmSync(home, { recursive: true, force: true }));
  // Its own brake against floods would make this a long evening, and two lines at once are no paste.
  const brakes = ['high', 'low'].map((prio) => `/set irc.server_default.anti_flood_prio_${prio} 0`);
  const settings = [...brakes, '/set weechat.look.paste_max_lines -1'].flatMap((line) => ['-r', line]);
  const add = `/server add lan 127.0.0.1/${port} -nicks=wee -username=wee -realname=Wee`;
  const args = [
    '-d',
    home,
    '-P',
    'alias,irc,buflist',
    ...settings,
    '-r',
    add,
    ...more.flatMap((line) => ['-r', line]),
    '-r',
    '/connect lan',
  ];
  return new Tui(args, { file, cols: 140, rows: 50, env: { HOME: home } });
}

/** Types a line, and waits for what the server answers. */
function controls(weechat: Tui, tap: Tap) {
  return {
    enter: (line: string): void => weechat.type(`${line}\r`),
    asked: async (numeric: string): Promise<void> => {
      await weechat.waitUntil(
        () => tap.lines.some((line) => line.includes(` ${numeric} wee`)),
        `numeric ${numeric}`,
      );
    },
  };
}

async function evening(file: string): Promise<void> {
  const room = await Chatroom.start();
  const tap = await Tap.before(room.port);
  const ann = await room.member('ann');
  const weechat = start(file, tap.port);
  const { enter, asked } = controls(weechat, tap);

  await asked('376');
  enter('/buffer irc.server.lan');
  await weechat.waitFor('To begin, type: /join #lobby');

  enter('/join #lobby');
  await ann.expectLine(/^:wee!wee@lan JOIN #lobby$/);
  await weechat.waitFor(/Channel #lobby: 2 nicks/);

  ann.send(`PRIVMSG #lobby :${COFFEE} from ann`);
  await weechat.waitFor(`${COFFEE} from ann`);
  enter(`${COFFEE} from wee`);
  await ann.expectLine((line) => line.endsWith(` PRIVMSG #lobby :${COFFEE} from wee`));
  enter('/me waves');
  await ann.expectLine((line) => line.endsWith(' PRIVMSG #lobby :\u0001ACTION waves\u0001'));

  enter('/names');
  await weechat.waitFor(/Nicks #lobby: \[ann wee\]/);
  enter('/topic');
  await asked('331');
  room.console(`/topic ${COFFEE}`);
  await weechat.waitFor(/has (changed|set) topic .*#lobby/);
  await weechat.waitFor(COFFEE);

  enter('/away lunch');
  await asked('306');
  ann.send('PRIVMSG wee :are you there?');
  await ann.expectLine(':lanchat.lan 301 ann wee :lunch');
  enter('/away');
  await asked('305');
  enter(`/msg ann psst ${COFFEE}`);
  await ann.expectLine((line) => line.endsWith(` PRIVMSG ann :psst ${COFFEE}`));
  enter('/buffer irc.lan.ann');
  await weechat.waitFor('are you there?');

  enter('/nick wee2');
  await ann.expectLine(/^:wee!wee@lan NICK :?wee2$/);
  enter('/whois ann');
  await asked('318');
  enter('/buffer irc.server.lan');
  await weechat.waitFor(/\[ann\] \(ann@lan\)/);
  enter('/list');
  await asked('323');
  await weechat.waitFor(/#lobby\(2\)/);

  // A room of one's own: invited, given the word, put out.
  enter('/join #club');
  await weechat.waitFor(/Channel #club: 1 nick/);
  enter('/invite ann #club');
  await ann.expectLine(/ INVITE ann #club$/);
  ann.send('JOIN #club');
  await weechat.waitFor(/ann .*\(ann@lan\) has joined #club/);
  for (const [typed, told] of [
    ['/mode #club +m', '+m'],
    ['/voice ann', '+v ann'],
    ['/ban ann!*@*', '+b ann!*@*'],
  ] as const) {
    enter(typed);
    await ann.expectLine((line) => line.startsWith(':wee2!') && line.endsWith(` MODE #club ${told}`));
  }
  enter('/kick ann enough');
  await ann.expectLine((line) => line.endsWith(' KICK #club ann :enough'));
  await weechat.waitFor(/wee2 has kicked ann \(enough\)/);

  enter('/buffer irc.lan.#lobby');
  enter('/part see you');
  await ann.expectLine(/^:wee2!wee@lan PART #lobby :see you$/);
  enter('/join #lobby');
  await ann.expectLine(/^:wee2!wee@lan JOIN #lobby$/);
  enter(`/quit ${COFFEE}`);
  await ann.expectLine((line) => line.startsWith(':wee2!') && line.endsWith(` QUIT :Quit: ${COFFEE}`));
  expect(await weechat.exit).toMatchObject({ code: 0 });
  expect(tap.errors).toEqual([]);
}

async function withAccount(file: string): Promise<void> {
  const room = await Chatroom.start();
  const owner = await room.member('wee', { caps: ['draft/account-registration'] });
  owner.send('REGISTER * * correct-horse-battery', `PRIVMSG #lobby :${COFFEE} of yesterday`, 'QUIT');
  await owner.untilEnd();
  const tap = await Tap.before(room.port);
  const weechat = start(file, tap.port, [
    '/set irc.server.lan.sasl_mechanism scram-sha-256',
    '/set irc.server.lan.sasl_username wee',
    '/set irc.server.lan.sasl_password correct-horse-battery',
  ]);
  const { enter, asked } = controls(weechat, tap);
  await asked('376');
  enter('/buffer irc.server.lan');
  await weechat.waitFor('SASL authentication successful');
  enter('/join #lobby');
  await weechat.waitFor(/Channel #lobby: 1 nick/);
  enter('/cap req batch draft/chathistory');
  enter('/quote CHATHISTORY LATEST #lobby * 10');
  await weechat.waitFor(`${COFFEE} of yesterday`);
  enter('/whois wee');
  await asked('330');
  enter('/quit');
  expect(await weechat.exit).toMatchObject({ code: 0 });
  expect(tap.errors).toEqual([]);
}
