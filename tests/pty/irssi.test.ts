/** The real irssi, in a real terminal, in one room with another program: everything one does in an evening, and no error. */
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

testWith('irssi', 'irssi registers, talks, asks and leaves without an error', evening, 60_000);
testWith('irssi', 'irssi logs in to its account, and reads what was said before', withAccount, 60_000);

function start(file: string): Tui {
  const home = mkdtempSync(join(tmpdir(), 'lanchat-irssi-'));
  closeAfterTest(() => rmSync(home, { recursive: true, force: true }));
  const args = [`--home=${home}`, '--noconnect', '-n', 'iris'];
  return new Tui(args, { file, cols: 120, rows: 40, env: { HOME: home } });
}

async function evening(file: string): Promise<void> {
  const room = await Chatroom.start();
  const tap = await Tap.before(room.port);
  const ann = await room.member('ann');
  const irssi = start(file);
  const enter = (line: string): void => irssi.type(`${line}\r`);

  const asked = async (numeric: string): Promise<void> => {
    const isThere = (): boolean => tap.lines.some((line) => line.includes(` ${numeric} iris`));
    await irssi.waitUntil(isThere, `numeric ${numeric}`);
  };

  // Its own brake against floods would make this a long evening.
  enter('/set cmd_queue_speed 1msecs');
  enter(`/connect 127.0.0.1 ${tap.port}`);
  await irssi.waitFor('Welcome to lanchat, iris!');
  await irssi.waitFor('To begin, type: /join #lobby');

  enter('/join #lobby');
  await irssi.waitFor('[#lobby]');
  await ann.expectLine(/^:iris!\S+@lan JOIN #lobby$/);

  ann.send(`PRIVMSG #lobby :${COFFEE} from ann`);
  await irssi.waitFor(`${COFFEE} from ann`);
  enter(`${COFFEE} from iris`);
  await ann.expectLine((line) => line.endsWith(` PRIVMSG #lobby :${COFFEE} from iris`));
  enter('/me waves');
  await ann.expectLine((line) => line.endsWith(' PRIVMSG #lobby :\u0001ACTION waves\u0001'));

  enter('/names');
  await irssi.waitFor(/#lobby: Total of 2 nicks/);
  enter('/topic');
  await irssi.waitFor('No topic set for #lobby');
  room.console(`/topic ${COFFEE}`);
  await irssi.waitFor(`changed the topic of #lobby to: ${COFFEE}`);

  enter('/away lunch');
  await asked('306');
  ann.send('PRIVMSG iris :are you there?');
  await ann.expectLine(':lanchat.lan 301 ann iris :lunch');
  enter('/away');
  await asked('305');
  enter(`/msg ann psst ${COFFEE}`);
  await ann.expectLine((line) => line.endsWith(` PRIVMSG ann :psst ${COFFEE}`));
  enter('/window goto ann');
  await irssi.waitFor('are you there?');

  enter('/nick iris2');
  await irssi.waitFor('iris2');
  await ann.expectLine(/^:iris!\S+@lan NICK :?iris2$/);
  enter('/whois ann');
  await irssi.waitFor(/ann \[ann@lan\]/);
  await irssi.waitFor('End of WHOIS');
  enter('/list -YES');
  await asked('323');
  enter('/window 1');
  await irssi.waitFor('You are no longer marked as being away');
  await irssi.waitFor(/#lobby 2 /);

  // A room of one's own: invited, given the word, put out.
  enter('/join #club');
  await irssi.waitFor('[#club]');
  enter('/invite ann #club');
  await ann.expectLine(/ INVITE ann #club$/);
  ann.send('JOIN #club');
  await irssi.waitFor(/ann \[ann@lan\] has joined #club/);
  for (const [typed, told] of [
    ['/mode #club +m', '+m'],
    ['/voice ann', '+v ann'],
    ['/ban ann!*@*', '+b ann!*@*'],
  ] as const) {
    enter(typed);
    await ann.expectLine((line) => line.startsWith(':iris2!') && line.endsWith(` MODE #club ${told}`));
  }
  enter('/kick ann enough');
  await ann.expectLine((line) => line.endsWith(' KICK #club ann :enough'));
  await irssi.waitFor(/ann was kicked from #club by iris2 \[enough\]/);

  enter('/window goto #lobby');
  enter('/part #lobby see you');
  await ann.expectLine(/^:iris2!\S+@lan PART #lobby :see you$/);
  enter('/join #lobby');
  await ann.expectLine(/^:iris2!\S+@lan JOIN #lobby$/);
  enter(`/quit ${COFFEE}`);
  await ann.expectLine((line) => line.startsWith(':iris2!') && line.endsWith(` QUIT :Quit: ${COFFEE}`));
  expect(await irssi.exit).toMatchObject({ code: 0 });
  // Before it registers, irssi sends a JOIN on purpose that must fail, to tell servers without CAP.
  expect(tap.errors).toEqual([':lanchat.lan 451 * :You have not registered']);
}

async function withAccount(file: string): Promise<void> {
  const room = await Chatroom.start();
  const owner = await room.member('iris', { caps: ['draft/account-registration'] });
  owner.send('REGISTER * * correct-horse-battery', `PRIVMSG #lobby :${COFFEE} of yesterday`, 'QUIT');
  await owner.untilEnd();
  const irssi = start(file);
  const enter = (line: string): void => irssi.type(`${line}\r`);
  enter('/set cmd_queue_speed 1msecs');
  enter('/network add -sasl_mechanism PLAIN -sasl_username iris -sasl_password correct-horse-battery lan');
  enter(`/server add -network lan 127.0.0.1 ${room.port}`);
  enter('/connect lan');
  await irssi.waitFor('SASL authentication succeeded');
  await irssi.waitFor('To begin, type: /join #lobby');
  enter('/join #lobby');
  await irssi.waitFor('[#lobby]');
  enter('/quote CAP REQ :batch draft/chathistory');
  enter('/quote CHATHISTORY LATEST #lobby * 10');
  await irssi.waitFor(`${COFFEE} of yesterday`);
  enter('/window 1');
  enter('/whois iris');
  await irssi.waitFor(/account +: iris/);
  enter('/quit');
  expect(await irssi.exit).toMatchObject({ code: 0 });
}
