/** What people have in their fingers and eyes from other chat clients, on real screens through the real server. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openChatroom } from '../support/chatroom.js';
import { PlainClient } from '../support/plain-client.js';
import { press, Tui } from '../support/pty.js';

const room = openChatroom({ cols: 100, rows: 20 });

const UP = '\u001b[A';
const DOWN = '\u001b[B';
const CTRL_LEFT = '\u001b[1;5D';
const CTRL_RIGHT = '\u001b[1;5C';
const SHIFT_TAB = '\u001b[Z';
const ALT_A = '\u001ba';
const ALT_LEFT = '\u001b[1;3D';
const ALT_RIGHT = '\u001b[1;3C';
const FOCUS_LOST = '\u001b[O';
const FOCUS_WON = '\u001b[I';

/** An input line that holds this and nothing else. */
function line(text: string, name = 'ann'): RegExp {
  return new RegExp(`^${name}> ?${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')} *$`, 'm');
}

function click(x: number, y: number): string {
  return `\u001b[<0;${x + 1};${y + 1}M\u001b[<0;${x + 1};${y + 1}m`;
}

describe('the input line', () => {
  it('moves and deletes by letters and words, and remembers lines with the one that is half typed', async () => {
    const ann = await room.enter('ann');
    expect(ann.screen()).toMatch(/^ #lobby · 1 person · open room, recorded · connected as ann · /m);
    await press(
      ann,
      ['one two three\u001bb\u001bb\u000b', line('one')],
      ['\u0019', line('one two three')],
      [`${CTRL_LEFT}\u001bd`, line('one two')],
      [`${CTRL_LEFT}${CTRL_LEFT}\u0004\u0006\u0008`, line('e two')],
      ['\u0006\u0002\u0002\u0002x\u001bfy\u0005\u001b\u007f', line('xey')],
      [`\u0015a-b c-d\u001b\u007f`, line('a-b c-')],
      ['\u0017', line('a-b')],
      [`\u0001${CTRL_RIGHT}!`, line('a!-b')],
      ['\u0003first\r', /│ first /],
      ['second\r', /│ second /],
      ['second\r', /│ second [^]*│ second /],
      ['half a tho', line('half a tho')],
      [UP, line('second')],
      [UP, line('first')],
      [UP, line('first')],
      [DOWN, line('second')],
      [DOWN, line('half a tho')],
      ['\u0003yes :tada:\r', /│ yes \u{1f389}/u],
      [' /topic is a word\r', /│ ?\/topic is a word/],
      ['y'.repeat(4200), 'Enter sends 2 messages'],
    );
    const { y } = ann.cursor;
    const { x } = { x: ann.cursor.x - 1 };
    expect(ann.cell(x, y).underline).toBe(true);
    expect(ann.cell(x, y - 4).underline).toBe(false);
  });

  it('completes commands, and names: who spoke to one first, then who spoke last', async () => {
    const ann = await room.enter('ann');
    const people = new Map<string, PlainClient>();
    for (const name of ['bert', 'bea', 'bob', '[zed]'])
      people.set(name, await PlainClient.enter(room.port, name));
    people.get('bob')?.type('hello ann');
    await ann.waitFor('bob │ hello ann');
    people.get('bea')?.type('good morning');
    await ann.waitFor('bea │ good morning');
    await press(
      ann,
      ['b\t', line('bob:')],
      ['\t', line('bea:')],
      ['\t', line('bert:')],
      ['\t', line('b')],
      [SHIFT_TAB, line('bert:')],
      ['\u0015hi B\t!', line('hi bob !')],
      ['\u0015ze\t', line('[zed]:')],
      ['\u0015/jo\t', line('/join')],
    );
    for (const one of people.values()) await one.close();
  });
});

describe('the page', () => {
  it('has a fixed gutter, hanging rows, one colour for each name, wide letters in their cells, and the time as one likes', async () => {
    const env = { XDG_CONFIG_HOME: join(room.home, 'config') };
    const [ann, zoe] = [await room.enter('ann', { env }), await room.enter('zoe')];
    const bo = await PlainClient.enter(room.port, 'bo');
    const cleo = await PlainClient.enter(room.port, 'cleo');
    bo.type(`ann: ${'words '.repeat(20)}end`);
    bo.type('\u6f22\u5b57 \u2615 \u{1f44d}\u{1f3fd} e\u0301 done');
    await ann.waitFor(' done');
    cleo.type('and I try `ls`, it is *quick*');
    for (const screen of [ann, zoe]) await screen.waitFor(/cleo │ and I/);
    const gutter = ann.find('│ and I')?.x ?? 0;
    expect(ann.screen()).toMatch(
      new RegExp(`^.{${gutter - 3}}bo │ ann: (words )+ *│.*\n {${gutter}}│ (words )*end`, 'm'),
    );
    expect(ann.screen()).toMatch(new RegExp(`^ {${gutter}}│ \u6f22\u5b57 .* done`, 'm'));
    const edge = ann.find('│ ann')?.x ?? 0;
    expect(edge).toBeGreaterThan(gutter);
    for (let y = 1; y < 18; y += 1) expect(ann.cell(edge, y).text).toBe('│');
    expect(ann.look('bo │').fg).toBe(zoe.look('bo │').fg);
    expect(ann.look('bo │').fg).not.toBe(ann.look('cleo │').fg);
    expect(ann.look('`ls`').fg).not.toBe(ann.look('and I').fg);
    expect([ann.look('and I').bold, ann.look('*quick*').bold]).toEqual([false, true]);
    expect([ann.look('ann: words').bold, zoe.look('ann: words').bold]).toEqual([true, false]);

    bo.type('/away lunch');
    await ann.waitUntil(() => ann.look('│ bo').text === '│' && dims(ann, 'bo'), 'bo to be dim');
    expect(dims(ann, 'cleo')).toBe(false);

    const textAt = (x: number) => ann.waitUntil(() => ann.find('│ and I')?.x === x, `text at ${x}`);
    cleo.type(`and http://lan/${'x'.repeat(66)}`);
    await ann.waitFor(/^ +│ and *│.*\nhttp:\/\/lan\/x{66} *│/m);
    await press(
      ann,
      ['/set\r', /^ theme = auto +The colours[^]*PageDown shows more/m],
      ['\u001b', /bo │ ann: words/],
    );
    await press(ann, ['/set time seconds\r', /^\d\d:\d\d:\d\d {2}/m]);
    await textAt(gutter + 3);
    ann.type('/set time off\r');
    await textAt(gutter - 6);

    await press(ann, ['/set log on\r', 'is also written to']);
    cleo.type('for the files');
    await ann.waitFor('for the files');
    const folder = join(room.home, 'lanchat', 'logs', `127.0.0.1%3a${room.port}`, '#lobby');
    const [file = ''] = readdirSync(folder);
    expect(readFileSync(join(folder, file), 'utf8')).toMatch(/^\d\d:\d\d:\d\d <cleo> for the files\n$/m);
    expect(readFileSync(join(room.home, 'config', 'lanchat', 'config'), 'utf8')).toMatch(/^time = off$/m);
    await bo.close();
    await cleo.close();
  });

  function dims(tui: Tui, name: string): boolean {
    const at = tui.find(`│ ${name}`);
    return at !== null && tui.cell(at.x + 2, at.y).dim;
  }

  it('has no line for those who only come and go, and one for those who have spoken, that goes with their return', async () => {
    const ann = await room.enter('ann');
    const quiet = await PlainClient.enter(room.port, 'quiet');
    await ann.waitFor(/ · quiet has joined/);
    await quiet.close();
    await ann.waitUntil(() => !/│ quiet$/m.test(ann.screen()), 'quiet to be gone');
    const bo = await PlainClient.enter(room.port, 'bo');
    bo.type('I am off');
    await ann.waitFor('bo │ I am off');
    await bo.close();
    await ann.waitFor(/-- │ bo has left the chat\./);
    expect(ann.screen()).not.toMatch(/│ quiet/);
    const again = await PlainClient.enter(room.port, 'bo');
    await ann.waitUntil(() => !ann.screen().includes('has left the chat'), 'the line to go');
    await again.close();
  });
});

describe('one who looks elsewhere', () => {
  it('is called by bell and notice, not too often, and finds where to go on', async () => {
    const ann = await room.enter('ann');
    const vera = await room.enter('vera', { env: { VTE_VERSION: '7000' } });
    const bo = await PlainClient.enter(room.port, 'bo');
    bo.type('ann, vera: while you look');
    for (const screen of [ann, vera]) await screen.waitFor('while you look');
    for (const screen of [ann, vera])
      await press(screen, [`${FOCUS_LOST}${FOCUS_WON}${FOCUS_LOST}x`, /> x *$/m]);
    bo.type('nothing for you');
    bo.type('ann, vera: called; once');
    bo.type('ann, vera: and again');
    for (const screen of [ann, vera]) {
      await screen.waitUntil(() => screen.bells === 1, 'a bell');
      await screen.waitFor('and again');
    }
    expect([ann.bells, vera.bells]).toEqual([1, 1]);
    expect(ann.raw.split('\u001b]9;')).toHaveLength(2);
    expect(ann.raw).toContain('\u001b]9;lanchat: bo in #lobby: ann, vera: called, once\u001b\\');
    expect(vera.raw).toContain('\u001b]777;notify;lanchat: bo in #lobby;ann, vera: called, once\u001b\\');

    ann.type(FOCUS_WON);
    const rule = /while you look[^\n]*\n─+ new ─+[^]*nothing for you/;
    await ann.waitFor(rule);
    vera.type('\u0008I write');
    await ann.waitFor(/ · vera is typing · /);
    vera.type(' this\r');
    await ann.waitFor('vera │ I write this');
    vera.type('and this at once\r');
    await ann.waitFor('│ and this at once');
    bo.type('after that');
    await ann.waitFor('bo │ after that');
    expect(ann.screen()).not.toContain('is typing');
    expect(ann.screen()).toMatch(rule);
    for (let number = 1; number <= 30; number += 1) bo.type(`more ${number}.`);
    await ann.waitFor('more 30.');
    await press(ann, ['\u001bu', rule], ['\u001bp', /↓ .*\n/], ['\u001bp', /and again/]);
    await press(ann, ['\u001bp', 'called; once'], ['\u001bn', 'and again'], ['\u001b[1;5F', 'more 30.']);
    expect(ann.bells).toBe(1);
    await bo.close();
  });
});

describe('the mouse on a wide screen', () => {
  it('goes to rooms in the list at the side, begins a conversation with a person, and scrolls the people', async () => {
    const ann = await room.enter('ann', { cols: 200, rows: 20 });
    const people: PlainClient[] = [];
    for (let number = 10; number < 40; number += 1)
      people.push(await PlainClient.enter(room.port, `p${number}`));
    await ann.waitFor(/│ \+\d+ more *$/m);
    await press(
      ann,
      ['/join second\r', /^ 1 #lobby +│[^\n]*\n 2 #second +│[^\n]*You are in #second/m],
      ['\u001bm', 'the mouse is on'],
      [click(4, 1), 'You are in #lobby'],
      [`\u001b[<65;199;5M`.repeat(9), /│ p39 *$/m],
      ['\u001b[<64;199;5M', /│ \+\d+ more *$/m],
    );
    people[0]?.type('/msg ann psst');
    await ann.waitFor(/^ 3 p10 +!1 +│/m);
    await press(
      ann,
      ['a draft', line('a draft')],
      [ALT_A, /p10 │ psst[^]*^ann> *$/m],
      [ALT_LEFT, /You are in #second/],
      [`${ALT_RIGHT}${ALT_RIGHT}`, line('a draft')],
      ['\u0003', line('')],
      [click(4, 3), /p10 │ psst/],
      [click(4, 1), 'You are in #lobby'],
    );
    const at = ann.find('│ p20') ?? { x: 0, y: 0 };
    await press(ann, [click(at.x + 2, at.y), /^ 4 p20 +│/m], ['\u001bm', 'the mouse is off']);
    for (const one of people) await one.close();
  });
});

describe('stepping aside and leaving', () => {
  it('Ctrl-Z and fg, Ctrl-L, and Ctrl-C on an empty line do what they do elsewhere', async () => {
    const shell = new Tui(['--norc', '--noprofile', '-i'], {
      file: '/bin/bash',
      env: { PS1: '$ ', XDG_STATE_HOME: room.home },
      cols: 90,
    });
    await shell.waitFor('$ ');
    shell.type(`${process.execPath} bin/lanchat join 127.0.0.1 -p ${room.port} -n shelly\r`);
    await shell.waitFor('You are in #lobby');
    expect(shell.title).toBe('#lobby - lanchat');
    shell.type('half a line\u001a');
    await shell.waitUntil(() => !shell.alternate && shell.screen().includes('Stopped'), 'the shell');
    const nc = await PlainClient.enter(room.port, 'nico');
    nc.type('said meanwhile');
    shell.type('fg\r');
    await shell.waitFor(/nico │ said meanwhile[^]*^shelly> half a line/m);
    const before = shell.raw.length;
    shell.type('\u000c');
    await shell.waitUntil(() => shell.raw.slice(before).includes('said meanwhile'), 'all to be drawn again');
    shell.type('\u0003\u0003');
    await shell.waitFor(/^\$ $/m);
    expect(shell).toMatchObject({ alternate: false, cursorVisible: true });
    expect(shell.modes).toMatchObject({ focusReports: false, mouse: false, autowrap: true });
    expect(shell.raw).toContain('\u001b[23;2t');
    await nc.close();
  });
});
