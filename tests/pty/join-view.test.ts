/** What is on the screen of `lanchat join` and how one moves in it: the real program in a real terminal. */
import { expect, it } from '@jest/globals';
import { openChatroom } from '../support/chatroom.js';
import { PlainClient } from '../support/plain-client.js';

const room = openChatroom({ cols: 100, rows: 16 });

const ESCAPE = '\u001b';
const PAGE_UP = '\u001b[5~';
const CTRL_END = '\u001b[1;5F';
const FOCUS_LOST = '\u001b[O';
const FOCUS_WON = '\u001b[I';

it('holds still, counts, searches, marks rooms, calls when looked away from, and takes clicks', async () => {
  const ann = await room.enter('ann');
  const bo = await PlainClient.enter(room.port, 'bo');
  await ann.waitFor(/ · bo has joined · /);
  expect(ann.rows[1]).toMatch(/^\d\d:\d\d +-- │ /);
  for (let number = 1; number <= 30; number += 1)
    bo.type(`line ${number}${number === 9 ? ' with tea' : ''}.`);
  await ann.waitFor(/│ line 30\./);

  ann.type(PAGE_UP);
  await ann.waitFor('↓ more below');
  const read = ann.rows.slice(1, 12);
  bo.type('one more');
  bo.type('ann: and this');
  await ann.waitFor('↓ 2 new · 1 for you');
  ann.type('half a line');
  await ann.waitFor('ann> half a line');
  expect(ann.rows.slice(1, 12)).toEqual(read);
  ann.type(`\u0015${CTRL_END}`);
  await ann.waitFor(/│ ann: and this/);

  ann.type('/search tea\r');
  await ann.waitFor('1 of 1 · Enter goes there');
  ann.type('\r');
  const found = await ann.waitFor(/line 8\.[^]*line 9 with tea\.[^]*↓ 1 of 1/);
  const y = found.split('\n').findIndex((row) => row.includes('with tea'));
  const x = ann.rows[y]?.indexOf('tea') ?? 0;
  expect([ann.cell(x, y).underline, ann.cell(x - 2, y).underline]).toEqual([true, false]);
  ann.type(ESCAPE);
  await ann.waitFor('Enter goes there');
  ann.type(ESCAPE);
  await ann.waitFor(/│ ann: and this/);

  expect(ann.bells).toBe(0);
  ann.type(`${FOCUS_LOST}x`);
  await ann.waitFor('ann> x');
  bo.type('ann: are you there?');
  await ann.waitUntil(() => ann.bells === 1, 'a bell');
  ann.type(FOCUS_WON);
  await ann.waitFor(/─ new ─+ *│?[^\n]*\n[^\n]*│ ann: are you there/);

  bo.type('/msg ann psst');
  await ann.waitFor(/^ 1 #lobby {2}2 bo !1/);
  ann.type(`${ESCAPE}m`);
  await ann.waitFor('the mouse is on');
  expect(ann.modes.mouse).toBe(true);
  ann.type('\u001b[<0;15;1M\u001b[<0;15;1m');
  await ann.waitFor(/│ psst/);
  ann.type(`${ESCAPE}1`);
  await ann.waitFor(/^ 1 #lobby {2}2 bo +$/m);
  ann.type(`${ESCAPE}m`);
  await ann.waitUntil(() => !ann.modes.mouse, 'the mouse to be off');

  ann.type(`${ESCAPE}OR`);
  await ann.waitFor(/^ 1 #lobby +│ .*\n 2 bo +│ /m);
  ann.type(`${ESCAPE}OR`);
  await ann.waitFor(/^ 1 #lobby {2}2 bo +$/m);

  // An address longer than the screen is one line to the terminal, also when it has moved up.
  const address = `http://lan/${'a-long-path/'.repeat(15)}`;
  for (const text of [`see ${address} there`, 'more', 'and more']) bo.type(text);
  await ann.waitFor(/│ and more/);
  expect(ann.lines.map((line) => line.replace(/ +│.*$/, ''))).toContain(address);
  await bo.close();
});
