/** Acting on messages on real screens, through the real server, beside a person with nc and an IRC program. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openChatroom } from '../support/chatroom.js';
import { IrcClient } from '../support/irc-client.js';
import { PlainClient } from '../support/plain-client.js';
import { press } from '../support/pty.js';
import { Tap } from '../support/tap.js';

const ALT_S = '\u001bs';
const UP = '\u001b[A';

// Without a display: what would open a page copies its address here.
const room = openChatroom({ cols: 100, rows: 24, env: { TERM_PROGRAM: 'WezTerm' } });

describe('a message that is chosen', () => {
  it('is answered, reacted to and taken back before the eyes of everybody', async () => {
    const ann = await room.enter('ann');
    const bo = await room.enter('bo');
    const lines = await room.enter('line', { args: ['--plain'] });
    const nc = await PlainClient.enter(room.port, 'nico');
    const caps = ['message-tags', 'echo-message', 'draft/message-redaction'];
    const program = await IrcClient.register(room.port, 'prog', { caps, join: ['#lobby'] });
    nc.type('who has the worksheet?');
    await ann.waitFor(/nico │ who has the worksheet/);
    await press(ann, [ALT_S, 'r answer'], ['r', 'answering nico: who has'], ['I have\r', /↳ I have/]);
    await bo.waitFor(/worksheet\? +│.*\n.*ann │ ↳ I have/);
    // Line mode, nc and the other program tell nothing of what has come to them.
    await ann.waitFor(/↳ I have {2}\u2713 1\/4/);
    await lines.waitFor('ann: [re nico: who has the worksheet?] I have');
    await nc.expectText('ann: I have');
    const answer = await program.expectLine(/PRIVMSG #lobby :?I have/);
    expect(answer).toMatch(/\+draft\/reply=\S+ :ann!ann@lan PRIVMSG #lobby :?I have/);

    await press(bo, [ALT_S, 'r answer'], ['e', /1 \u{1f44d}/u], ['1', /│ \u{1f44d} +bo/u]);
    await ann.waitFor(/↳ I have .*\n.*│ \u{1f44d} +1/u);
    const late = await room.enter('late');
    await late.waitFor(/ann │ ↳ I have +│.*\n.*│ \u{1f44d} +1/u);
    await lines.waitFor('bo reacts with \u{1f44d} to ann: I have');
    expect(await program.expectLine(/react.*TAGMSG/)).toMatch(/\+draft\/react=\u{1f44d}/u);

    await press(
      ann,
      [ALT_S, 'd take back'],
      ['d', 'Take back "I have" for everybody?'],
      ['\r', 'message taken back'],
    );
    await bo.waitFor(/ann │ message taken back/);
    expect(bo.screen()).not.toMatch(/I have|\u{1f44d} +\d/u);
    await lines.waitFor('ann has taken back a message.');
    expect(await program.expectLine(/REDACT/)).toMatch(/:ann!ann@lan REDACT #lobby \S+/);
    await nc.close();
  });

  it('is as it became while the connection was lost', async () => {
    const tap = await Tap.before(room.port);
    const { port } = tap;
    const away = await room.enter('away', { port });
    const lines = await room.enter('aloud', { args: ['--plain'], port });
    const caps = ['message-tags', 'echo-message', 'draft/message-redaction'];
    const eve = await IrcClient.register(room.port, 'eve', { caps, join: ['#lobby'] });
    const said: string[] = [];
    for (const text of ['keep me', 'take me back']) {
      eve.send(`PRIVMSG #lobby :${text}`);
      said.push(
        /msgid=([^; ]+)/.exec(await eve.expectLine(new RegExp(`PRIVMSG #lobby :${text}`)))?.[1] ?? '',
      );
      await lines.waitFor(`eve: ${text}`);
    }
    const react = (tag: string, text: string): string =>
      `@+draft/reply=${said[0]};+draft/${tag}=${text} TAGMSG #lobby`;
    eve.send(react('react', 'once'));
    await away.waitFor(/keep me.*\n.*│ once 1/);
    tap.cut();
    await away.waitFor(/connection lost|connecting/);
    eve.send(react('unreact', 'once'), react('react', 'twice'), `REDACT #lobby ${said[1]}`);
    await eve.expectLine(/ REDACT /);
    tap.mend();
    await away.waitFor(
      /keep me.*\n.*│ twice 1 .*\n.*eve │ message taken back|eve │ keep me.*\n.*│ twice 1 .*\n.*│ message taken back/,
    );
    expect(away.screen()).not.toContain('once');
    await lines.waitFor('eve has taken back a message.');
  });

  it('is copied, its link told to the terminal and copied where no page can be opened, and plain lines stand alone', async () => {
    const tui = await room.enter('cleo');
    const nc = await PlainClient.enter(room.port, 'nils');
    nc.type('look at http://lan/page, please');
    await tui.waitFor('http://lan/page');
    const at = tui.find('http://lan/page') ?? { x: 0, y: 0 };
    const links = [-1, 0, 14, 15].map((column) => tui.cell(at.x + column, at.y).link);
    expect(links).toEqual([null, 'http://lan/page', 'http://lan/page', null]);
    await press(tui, [ALT_S, 'o link'], ['c', 'Copied']);
    const text = Buffer.from('look at http://lan/page, please').toString('base64');
    expect(tui.raw).toContain(`\u001b]52;c;${text}\u001b\\`);
    await press(tui, ['\u001b', /cleo>/], ['\u001bo', /Copied.*http:\/\/lan\/page/]);
    expect(tui.raw).toContain(`\u001b]52;c;${Buffer.from('http://lan/page').toString('base64')}\u001b\\`);
    await press(tui, ['\u001bl', /^\d\d:\d\d <nils> look at http:\/\/lan\/page, please$/m]);
    expect(tui.screen()).not.toContain('│');
    expect(tui.modes.autowrap).toBe(true);
    await press(tui, ['x', /nils │ look at/]);
    expect(tui.modes.autowrap).toBe(false);
    expect(tui.rows.at(-1)).toBe('cleo>');
    await nc.close();
  });

  it('of somebody who is not to be heard is not shown, on the next visit too', async () => {
    const tui = await room.enter('dora');
    tui.type('/ignore rude\r');
    await tui.waitFor('is hidden from you, also on your next visits');
    tui.type('\u0011');
    expect((await tui.exit).code).toBe(0);
    expect(readdirSync(join(room.home, 'lanchat', 'ignored'))).toHaveLength(1);
    const again = await room.enter('dora');
    const nc = await PlainClient.enter(room.port, 'rude');
    nc.type('hear me');
    const other = await PlainClient.enter(room.port, 'kind');
    other.type('hello');
    await again.waitFor(/kind │ hello/);
    expect(again.screen()).not.toContain('hear me');
    again.type(`${ALT_S}${UP}`);
    await nc.close();
    await other.close();
  });
});
