/** Receipts: what has arrived here is told to who sent it, and of one's own it is shown how far it has come. */
import { describe, expect, it } from '@jest/globals';
import { NOON } from '../../support/client-session.js';
import { screenInLobby, type Screen } from '../../support/screen.js';

function said(id: string, text: string, from = 'bo', to = '#lobby'): string {
  return `@msgid=${id} :${from}!${from}@lan PRIVMSG ${to} :${text}`;
}

function delivered(from: string, id: string): string {
  return `@+lanchat/delivered=${id} :${from}!${from}@lan TAGMSG ann`;
}

function receipts(screen: Screen): readonly string[] {
  return screen.requests
    .flatMap((request) => (request.kind === 'send-later' ? [request.line] : []))
    .filter((line) => line.includes('delivered'));
}

function tick(screen: Screen, seconds: number): void {
  screen.tell({ kind: 'tick' }, NOON + seconds * 1000);
}

describe('a message that arrives', () => {
  it('is told to its sender, the newest of each, one a second', () => {
    const screen = screenInLobby();
    screen.receive(said('b1', 'one'));
    expect(receipts(screen)).toEqual(['@+lanchat/delivered=b1;label=receipt TAGMSG bo']);
    screen.receive(said('b2', 'two'), said('b3', 'three'), said('c1', 'four', 'cy'));
    expect(receipts(screen)).toHaveLength(1);
    for (const second of [1, 2, 3]) tick(screen, second);
    expect(receipts(screen).slice(1)).toEqual([
      '@+lanchat/delivered=b3;label=receipt TAGMSG bo',
      '@+lanchat/delivered=c1;label=receipt TAGMSG cy',
    ]);
  });

  it('is not told of what is old, one’s own, a notice, nobody’s, without an id, ignored, or in a crowd', () => {
    const screen = screenInLobby();
    screen.receive(
      said('a1', 'mine', 'ann'),
      '@msgid=n1 :bo!bo@lan NOTICE #lobby :a program',
      ':bo!bo@lan PRIVMSG #lobby :no id',
      '@msgid=s1 :lan NOTICE #lobby :the host says',
    );
    screen.type('/ignore cy');
    screen.press('enter');
    screen.receive(said('c1', 'ignored', 'cy'));
    for (let number = 0; number < 12; number += 1) screen.receive(`:p${number}!p@lan JOIN #lobby`);
    screen.receive(said('b1', 'in a crowd'));
    tick(screen, 5);
    expect(receipts(screen)).toEqual([]);
  });

  it('is told of in private, and of none with /set receipts off', () => {
    const screen = screenInLobby();
    screen.receive(said('d1', 'psst', 'dee', 'ann'));
    expect(receipts(screen)).toEqual(['@+lanchat/delivered=d1;label=receipt TAGMSG dee']);
    screen.type('/set receipts off');
    screen.press('enter');
    screen.receive(said('b1', 'one'));
    tick(screen, 5);
    expect(receipts(screen)).toHaveLength(1);
  });

  it('whose sender has gone meanwhile is nothing to tell', () => {
    const screen = screenInLobby();
    screen.receive(said('b1', 'one'), '@label=receipt :lan 401 ann bo :No such nick');
    expect(screen.text()).not.toContain('No such nick');
  });

  it('is not told of after the connection was lost', () => {
    const screen = screenInLobby();
    screen.receive(said('b1', 'one'), said('c1', 'two', 'cy'));
    screen.tell({ kind: 'status', status: { kind: 'waiting', until: NOON + 1000 } });
    screen.tell({ kind: 'status', status: { kind: 'connected' } }, NOON + 5000);
    tick(screen, 9);
    expect(receipts(screen)).toHaveLength(1);
  });
});

describe('one’s own newest message', () => {
  it('shows to how many of the others it has come, each once, and only the newest one', () => {
    const screen = screenInLobby();
    screen.receive(said('a1', 'mine', 'ann'));
    expect(screen.text()).not.toContain('\u2713');
    screen.receive(delivered('bo', 'a1'), delivered('bo', 'a1'), delivered('stranger', 'a1'));
    expect(screen.text()).toMatch(/│ mine {2}\u2713 1\/2/);
    screen.receive(delivered('cy', 'a1'));
    expect(screen.text()).toMatch(/│ mine {2}\u2713 2\/2/);
    screen.receive(said('a2', 'newer', 'ann'), delivered('bo', 'a1'));
    expect(screen.text()).not.toContain('\u2713');
    screen.receive(delivered('bo', 'a2'), delivered('bo', 'unknown'));
    expect(screen.text()).toMatch(/│ newer {2}\u2713 1\/2/);
    screen.receive(':ann!ann@lan REDACT #lobby a2');
    expect(screen.text()).toContain('message taken back');
    expect(screen.text()).not.toContain('\u2713');
  });

  it('has a row of its own where its last line is full, and a bare mark in private', () => {
    const screen = screenInLobby(60, 14);
    screen.receive(said('a1', 'x'.repeat(40), 'ann'), delivered('bo', 'a1'));
    expect(screen.text()).toMatch(/x{40}.*\n +│ {2,3}\u2713 1\/2/);
    screen.type('/msg dee hi');
    screen.press('enter');
    screen.receive('@msgid=p1 :ann!ann@lan PRIVMSG dee :hi', delivered('dee', 'p1'), delivered('bo', 'p1'));
    expect(screen.text()).toMatch(/│ hi {2}\u2713 *$/m);
  });
});
