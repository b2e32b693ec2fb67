/** Earlier messages on the screen: pages, the line above what is new, searching, and leaving with lines unsent. */
import { describe, expect, it } from '@jest/globals';
import { disconnected } from '../../../lib/client/session.js';
import { KEEPING_CAPS, NOON, old, page } from '../../support/client-session.js';
import { carryOut, Screen, screenInLobby } from '../../support/screen.js';

const YESTERDAY = -86_400;

/** In #lobby, whose newest page has been told; questions from here on begin with h2. */
function entered(messages: readonly string[] = [], columns = 70, rows = 12): Screen {
  const screen = screenInLobby(columns, rows, KEEPING_CAPS);
  screen.receive(...page('h1', messages));
  return screen;
}

function numbered(label: string, from: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const number = from + index;
    return old(`p${label}`, `m${number}`, `line ${number}.`, YESTERDAY + number);
  });
}

function live(text: string, second: number, from = 'bo', to = '#lobby'): string {
  return old('', `live${second}`, text, second, from, to).replace('batch=;', '');
}

/** What a key asks of the server, or says to it. */
function asks(screen: Screen, key: string): readonly string[] {
  return carryOut(screen, screen.press(key)).filter((line) => !line.startsWith('MARKREAD'));
}

describe('entering a room', () => {
  it('shows what was said before above the entry, with its day, and the beginning of the room', () => {
    const screen = entered([old('ph1', 'm1', 'yesterday', YESTERDAY), old('ph1', 'm2', 'today', -60)]);
    expect(screen.text()).toMatch(
      /The beginning of #lobby\n─+ Thursday, 2026-01-01 ─+\n.*yesterday\n─+ Friday, 2026-01-02 ─+\n.*today\n.*You are in #lobby/,
    );
  });

  it('says that the room is recorded, and how much of it newcomers are shown', () => {
    const screen = screenInLobby(70, 14, KEEPING_CAPS);
    expect(screen.text()).toContain('network can read it, and it is recorded.');
    const other = screenInLobby(70, 14, KEEPING_CAPS, KEEPING_CAPS, ['HISTORY=joined']);
    expect(other.text().replace(/\s+│/g, '')).toContain('recorded, but not shown to newcomers.');
    other.receive(...page('h1', []));
    expect(other.text()).toContain('What was said before you came is not shown');
    expect(other.text()).not.toContain('The beginning');
  });

  it('knows a full page for the last one where the server says so', () => {
    const screen = screenInLobby(70, 12, KEEPING_CAPS);
    const [opening = '', ...lines] = page('h1', numbered('h1', 1, 100));
    screen.receive(opening.replace('@', '@draft/chathistory-end;'), ...lines);
    expect(asks(screen, 'home')).toEqual([]);
    expect(screen.text()).toContain('The beginning of #lobby');
  });

  it('keeps a page that is full open at its top', () => {
    const screen = entered(numbered('h1', 101, 100));
    screen.press('home');
    expect(screen.text()).not.toContain('beginning');
    expect(screen.text()).toContain('line 101.');
  });
});

describe('scrolling up', () => {
  it('asks for what was before, once, stays where it was, and says where it begins', () => {
    const screen = entered(numbered('h1', 101, 100));
    expect(asks(screen, 'home')).toEqual(['@label=h2 CHATHISTORY BEFORE #lobby msgid=m101 100']);
    expect(asks(screen, 'pageup')).toEqual([]);
    const before = screen.rows().slice(3, 9);
    screen.receive(...page('h2', numbered('h2', 1, 100)));
    expect(screen.rows().slice(3, 9)).toEqual(before);
    screen.press('pageup');
    expect(screen.text()).toContain('line 95.');
    expect(asks(screen, 'home')).toEqual(['@label=h3 CHATHISTORY BEFORE #lobby msgid=m1 100']);
    screen.receive(...page('h3', []));
    screen.press('home');
    expect(screen.rows()[1]).toContain('The beginning of #lobby');
    expect(asks(screen, 'pageup')).toEqual([]);
    // One line for the day, however many pages it came in.
    expect(screen.text().match(/Thursday, 2026-01-01/g)).toHaveLength(1);
  });

  it('brings the words that an answer further down is about', () => {
    const [answer = '', ...others] = numbered('h1', 101, 100);
    const screen = entered([answer.replace('@', '@+draft/reply=m1;'), ...others]);
    asks(screen, 'home');
    expect(screen.text()).toMatch(/↳ an earlier message.*\n.*line 101\./);
    screen.receive(...page('h2', numbered('h2', 1, 100)));
    expect(screen.text()).toMatch(/↳ bo: line 1\..*\n.*line 101\./);
  });

  it('goes on above a page that the server cut, for its messages were very long', () => {
    const screen = entered(numbered('h1', 101, 100));
    asks(screen, 'home');
    screen.receive(...page('h2', numbered('h2', 76, 25)));
    expect(screen.text()).not.toContain('beginning');
    expect(asks(screen, 'home')).toEqual(['@label=h3 CHATHISTORY BEFORE #lobby msgid=m76 100']);
  });

  it('asks nothing of a server that keeps nothing', () => {
    const screen = screenInLobby(70, 12);
    expect(asks(screen, 'home')).toEqual([]);
    screen.type('/history');
    expect(asks(screen, 'enter')).toEqual([]);
    expect(screen.text()).toContain('This is what has come since you entered');
  });

  it('asks again after a lost connection', () => {
    const screen = entered(numbered('h1', 101, 100));
    expect(asks(screen, 'home')).toHaveLength(1);
    screen.tell({ kind: 'status', status: { kind: 'waiting', until: NOON } });
    screen.tell({ kind: 'status', status: { kind: 'connected' } });
    expect(asks(screen, 'home')).toHaveLength(1);
  });

  it('is done by /history too, as far as it says', () => {
    const screen = entered(numbered('h1', 101, 100));
    screen.type('/history 20');
    expect(asks(screen, 'enter')).toEqual(['@label=h2 CHATHISTORY BEFORE #lobby msgid=m101 20']);
    screen.receive(...page('h2', numbered('h2', 81, 20)));
    expect(screen.text()).toContain('line 81.');
    expect(screen.text()).not.toContain('line 101.');
  });
});

describe('coming back', () => {
  it('shows what was missed as what it is: new', () => {
    const screen = entered([old('ph1', 'm1', 'before', -60)]);
    screen.press('left');
    disconnected(screen.session);
    screen.tell({ kind: 'status', status: { kind: 'waiting', until: NOON } });
    screen.session.phase = 'registering';
    for (const cap of KEEPING_CAPS.split(' ')) screen.session.granted.add(cap);
    screen.receive(':lan 422 ann :no MOTD', ':ann!ann@lan JOIN #lobby', live('now', 9));
    expect(screen.text()).not.toContain('now');
    screen.receive(...page('h3', [old('ph3', 'm2', 'missed', 5)]));
    expect(screen.text()).toMatch(/before\n[^]*You are back[^]*\u2500 new \u2500[^]*missed[^]*now/);
  });
});

describe('coming back to a conversation', () => {
  it('is told in it, as the loss was', () => {
    const screen = entered();
    screen.receive(live('psst', 3, 'bo', 'ann'));
    screen.press('M-2');
    disconnected(screen.session);
    screen.tell({ kind: 'status', status: { kind: 'waiting', until: NOON } });
    screen.session.phase = 'registering';
    screen.receive(':lan 001 ann :Welcome', ':lan 422 ann :no MOTD');
    expect(screen.text()).toMatch(/psst\n.*lost connection[^]*You are back\./);
  });
});

describe('the line above what is new', () => {
  it('stands where one stopped reading at an earlier visit', () => {
    const screen = screenInLobby(70, 12, KEEPING_CAPS);
    screen.receive(':lan MARKREAD #lobby timestamp=2026-01-02T11:59:00.000Z');
    screen.receive(
      ...page('h1', [
        old('ph1', 'm1', 'read', -60),
        old('ph1', 'm2', 'mine', -50, 'ann'),
        old('ph1', 'm3', 'new', -40),
      ]),
    );
    expect(screen.text()).toMatch(/read\n.*mine\n\u2500+ new \u2500+\n.*new/);
  });

  describe('is further up than all that is here', () => {
    /** Line 20 was read last; lines 301 to 400 are here. */
    function missedMuch(): Screen {
      const screen = screenInLobby(70, 12, KEEPING_CAPS);
      const until = new Date(NOON + (YESTERDAY + 20) * 1000).toISOString();
      screen.receive(`:lan MARKREAD #lobby timestamp=${until}`, ...page('h1', numbered('h1', 301, 100)));
      return screen;
    }

    const answer = (screen: Screen, label: string, from: number): readonly string[] =>
      carryOut(screen, screen.receive(...page(label, numbered(label, from, 100))));

    it('when older pages come, and goes up with them', () => {
      const screen = missedMuch();
      asks(screen, 'home');
      expect(screen.text()).toMatch(/\u2500 new \u2500+\n.*line 301\./);
      answer(screen, 'h2', 201);
      expect(screen.text()).toContain('line 301.');
      expect(screen.text()).not.toContain('\u2500 new');
      asks(screen, 'home');
      answer(screen, 'h3', 101);
      asks(screen, 'home');
      answer(screen, 'h4', 1);
      asks(screen, 'home');
      screen.press('pagedown');
      screen.press('pagedown');
      expect(screen.text()).toMatch(/line 20\.\n\u2500+ new \u2500/);
    });

    it('and Alt-U goes all the way there', () => {
      const screen = missedMuch();
      expect(asks(screen, 'M-u')).toEqual(['@label=h2 CHATHISTORY BEFORE #lobby msgid=m301 100']);
      expect(answer(screen, 'h2', 201)).toEqual(['@label=h3 CHATHISTORY BEFORE #lobby msgid=m201 100']);
      expect(answer(screen, 'h3', 101)).toEqual(['@label=h4 CHATHISTORY BEFORE #lobby msgid=m101 100']);
      expect(answer(screen, 'h4', 1)).toEqual([]);
      expect(screen.text()).toMatch(/line 20\.\n\u2500+ new \u2500+\n.*line 21\./);
      expect(asks(screen, 'M-u')).toEqual([]);
    });

    it('but not for somebody who has gone back down meanwhile', () => {
      const screen = missedMuch();
      asks(screen, 'M-u');
      screen.press('C-end');
      expect(answer(screen, 'h2', 201)).toEqual([]);
      expect(screen.text()).toContain('line 400.');
    });
  });

  it('does not stand where nobody has read anything yet', () => {
    const screen = screenInLobby(70, 12, KEEPING_CAPS);
    screen.receive(':lan MARKREAD #lobby *', ...page('h1', [old('ph1', 'm1', 'first', -60)]));
    expect(screen.text()).not.toContain('\u2500 new');
  });

  it('comes while nobody looks, and goes when one speaks or leaves it behind', () => {
    const screen = entered();
    screen.input({ kind: 'focus', focused: false });
    screen.receive(live('one', 1), live('two', 2));
    screen.input({ kind: 'focus', focused: true });
    expect(screen.text()).toMatch(/\u2500 new \u2500+\n.*one\n.*two/);
    screen.type('hello');
    screen.press('enter');
    expect(screen.text()).not.toContain('\u2500 new');
    screen.receive(live('psst', 3, 'bo', 'ann'));
    screen.press('M-2');
    expect(screen.text()).toMatch(/\u2500 new \u2500+\n.*psst/);
    screen.press('M-1');
    screen.press('M-2');
    expect(screen.text()).not.toContain('\u2500 new');
  });

  it('and the count beside a window go when it was read with another device', () => {
    const screen = entered();
    screen.receive(live('psst', 3, 'bo', 'ann'));
    expect(screen.rows()[0]).toContain('2 bo !1');
    screen.receive(':lan MARKREAD bo timestamp=2026-01-02T12:00:03.000Z');
    expect(screen.rows()[0]).toMatch(/2 bo$/);
  });
});

describe('what was read', () => {
  const marks = (screen: Screen): readonly string[] =>
    screen.requests.flatMap((one) =>
      one.kind === 'send' && one.line.startsWith('MARKREAD') ? [one.line] : [],
    );

  it('is told to the server when somebody uses the terminal, and not too often', () => {
    const screen = entered();
    screen.receive(live('one', 1));
    expect(marks(screen)).toEqual([]);
    screen.tell({ kind: 'input', event: { kind: 'text', text: 'x' } }, NOON + 1000);
    expect(marks(screen)).toEqual(['MARKREAD #lobby timestamp=2026-01-02T12:00:01.000Z']);
    screen.receive(live('two', 2), live('three', 3));
    screen.tell({ kind: 'input', event: { kind: 'text', text: 'y' } }, NOON + 2000);
    expect(marks(screen)).toHaveLength(1);
    screen.tell({ kind: 'tick' }, NOON + 6000);
    expect(marks(screen).slice(1)).toEqual(['MARKREAD #lobby timestamp=2026-01-02T12:00:03.000Z']);
  });

  it('is told at once before one leaves', () => {
    const screen = entered();
    screen.receive(live('one', 1));
    screen.tell({ kind: 'input', event: { kind: 'text', text: 'x' } });
    screen.press('backspace');
    screen.receive(live('two', 2));
    expect(screen.press('C-q')).toEqual([
      { kind: 'send', line: 'MARKREAD #lobby timestamp=2026-01-02T12:00:02.000Z' },
      { kind: 'quit', why: '' },
    ]);
  });

  it('is not what is scrolled away or covered', () => {
    const screen = entered(numbered('h1', 101, 100));
    screen.press('pageup');
    const before = marks(screen).length;
    screen.receive(live('one', 1));
    screen.tell({ kind: 'input', event: { kind: 'text', text: 'x' } }, NOON + 60_000);
    expect(marks(screen)).toHaveLength(before);
  });
});

describe('searching', () => {
  /** The list of what was found: line 7 of yesterday, which is not here, and line 150, which is. */
  function found(): Screen {
    const screen = entered(numbered('h1', 101, 100));
    screen.press('C-f');
    screen.type('line');
    expect(asks(screen, 'enter')).toEqual(['@label=h2 SEARCH in=#lobby;text=line;limit=50']);
    expect(screen.text()).toContain('Searching for "line" in #lobby...');
    const lines = [...numbered('h2', 7, 1), ...numbered('h2', 150, 1)];
    screen.receive(...page('h2', lines, '', 'soju.im/search'));
    return screen;
  }

  it('lists what the server finds, the newest last and chosen', () => {
    const screen = found();
    expect(screen.text()).toMatch(
      /2 messages with "line" in #lobby\n 2026-01-01.*bo: line 7\.\n 2026-01-01.*bo: line 150\./,
    );
    const chosen = screen
      .frame()
      .rows.flat()
      .filter(({ style }) => style.inverse === true);
    expect(chosen.map(({ text }) => text).join('')).toContain('line 150.');
    expect(screen.rows().at(-1)).toBe('ann>');
  });

  it('goes to a message that is here, and back to the list, and back to what is said now', () => {
    const screen = found();
    expect(asks(screen, 'enter')).toEqual([]);
    expect(screen.text()).toMatch(/line 149\.[^]*line 150\.[^]*line 151\./);
    expect(screen.text()).not.toContain('line 200.');
    screen.press('escape');
    expect(screen.text()).toContain('2 messages with');
    screen.press('escape');
    expect(screen.text()).toContain('line 200.');
  });

  it('asks for what surrounds a message that is not here, and reads on from there', () => {
    const screen = found();
    screen.press('up');
    expect(asks(screen, 'enter')).toEqual(['@label=h3 CHATHISTORY AROUND #lobby msgid=m7 100']);
    screen.receive(...page('h3', numbered('h3', 3, 50)));
    expect(screen.text()).toMatch(/line 6\.[^]*line 7\.[^]*line 8\./);
    expect(screen.rows().at(-3)).toContain('long ago');
    expect(asks(screen, 'home')).toEqual(['@label=h4 CHATHISTORY BEFORE #lobby msgid=m3 100']);
    screen.receive(...page('h4', numbered('h4', 1, 2)));
    screen.press('home');
    expect(screen.rows()[1]).toContain('The beginning of #lobby');
    let asked: readonly string[] = [];
    for (let presses = 0; presses < 20 && asked.length === 0; presses += 1) asked = asks(screen, 'pagedown');
    expect(asked).toEqual(['@label=h5 CHATHISTORY AFTER #lobby msgid=m52 100']);
    screen.receive(...page('h5', numbered('h5', 53, 3)));
    screen.press('pagedown');
    expect(screen.text()).toContain('line 55.');
    screen.press('pagedown');
    expect(screen.text()).toContain('line 200.');
    expect(screen.rows().at(-2)).not.toContain('long ago');
  });

  it('is left by End and by speaking', () => {
    const screen = found();
    screen.press('up');
    asks(screen, 'enter');
    screen.receive(...page('h3', numbered('h3', 3, 50)));
    screen.press('end');
    expect(screen.text()).toContain('line 200.');
    screen.press('escape');
    screen.type('hello');
    expect(asks(screen, 'enter')).toEqual([expect.stringContaining('PRIVMSG #lobby hello')]);
    expect(screen.text()).toMatch(/line 200\.[^]*hello \u2026/);
  });

  it('that finds nothing, or is refused, says so', () => {
    const screen = entered();
    screen.type('/search rum');
    asks(screen, 'enter');
    screen.receive(...page('h2', [], '', 'soju.im/search'));
    expect(screen.text()).toContain('Nobody has said "rum" in #lobby.');
    screen.type('/search gin');
    asks(screen, 'enter');
    screen.receive('@label=h3 FAIL SEARCH INTERNAL_ERROR :The disk is broken');
    expect(screen.text()).toContain('The disk is broken');
  });
});

describe('leaving with lines unsent', () => {
  function waiting(): Screen {
    const screen = screenInLobby();
    disconnected(screen.session);
    screen.tell({ kind: 'status', status: { kind: 'waiting', until: NOON } });
    for (const text of ['one', 'two']) {
      screen.type(text);
      carryOut(screen, screen.press('enter'));
    }
    expect(screen.press('C-q')).toEqual([]);
    expect(screen.text()).toMatch(/2 lines are not sent yet/);
    return screen;
  }

  it('keeps them with Enter, and with the key that leaves', () => {
    expect(waiting().press('enter')).toEqual([{ kind: 'quit', why: '' }]);
    expect(waiting().press('C-q')).toEqual([{ kind: 'quit', why: '' }]);
  });

  it('drops them with d, and only with a d that answers', () => {
    expect(waiting().type('d')).toEqual([
      { kind: 'drop-unsent', items: [expect.anything(), expect.anything()] },
      { kind: 'quit', why: '' },
    ]);
    const screen = waiting();
    expect(screen.type('don\u2019t')).toEqual([]);
    expect(screen.rows().at(-1)).toBe('ann> don\u2019t');
    const other = waiting();
    other.press('escape');
    expect(other.type('d')).toEqual([]);
    expect(other.rows().at(-1)).toBe('ann> d');
  });

  it('takes no more than is kept', () => {
    const screen = waiting();
    for (let count = 2; count < 1000; count += 1) {
      screen.type(`${count}`);
      carryOut(screen, screen.press('enter'));
    }
    screen.type('too much');
    expect(screen.press('enter')).toEqual([]);
    expect(screen.text()).toContain('More than 1000 lines would wait');
    screen.press('up');
    expect(screen.rows().at(-1)).toBe('ann> too much');
  });
});
