/** Who may read what of the past, and what is known of what one has read, by plain calls. */
import { describe, expect, test } from '@jest/globals';
import { fold } from '../../../lib/base/casefold.js';
import { HISTORY_PAGE_MAX, READ_MARKERS_MAX } from '../../../lib/base/limits.js';
import type { SessionId } from '../../../lib/base/ids.js';
import type { Effect } from '../../../lib/core/effect.js';
import { privateConversation, roomConversation } from '../../../lib/core/conversation.js';
import { namedTargets } from '../../../lib/core/history.js';
import { NOON, refusalsIn, repliesIn, Scene } from '../../support/scene.js';

const LATEST = { kind: 'latest', after: null } as const;

function page(scene: Scene, who: SessionId, target: string, limit = 50) {
  return scene.act(who, 'history-page', { target, which: LATEST, limit, events: false, reactions: false });
}

function questionsIn(effects: readonly Effect[]) {
  return effects.flatMap((effect) => (effect.kind === 'ask-store' ? [effect] : []));
}

/** The account is there, and the session of that name is logged in to it. */
function loggedIn(scene: Scene, name: string, account = name): SessionId {
  const id = scene.enter(name);
  addAccount(scene, account);
  return scene.owns(id, account);
}

function addAccount(scene: Scene, name: string): void {
  const account = { name, createdAt: NOON, usedAt: NOON, password: null, devices: [], suspended: false };
  scene.world.accounts.set(fold(name), { ...account, read: new Map() });
}

describe('a room', () => {
  test('is read by those who are in it, from its beginning, and by nobody else', () => {
    const scene = new Scene();
    const ann = scene.member('ann', '#games');
    const bo = scene.enter('bo');
    expect(questionsIn(page(scene, ann, '#GAMES'))).toMatchObject([
      { target: '#games', question: { conversation: '#games', since: null, limit: 50 } },
    ]);
    expect(refusalsIn(page(scene, bo, '#games'))).toEqual(['not-readable']);
    expect(refusalsIn(page(scene, bo, '#nowhere'))).toEqual(['not-readable']);
  });

  test('with --history joined is read from when one came in on this visit', () => {
    const scene = new Scene({ history: 'joined' });
    const ann = scene.member('ann', '#games');
    scene.now += 1000;
    const bo = scene.member('bo', '#games');
    scene.now += 1000;
    const since = (who: SessionId) => questionsIn(page(scene, who, '#games'))[0]?.question;
    expect(since(ann)).toMatchObject({ since: NOON });
    expect(since(bo)).toMatchObject({ since: NOON + 1000 });
    scene.act(ann, 'part', { room: '#games', reason: '' });
    scene.act(ann, 'join', { room: '#games', key: '', move: false });
    expect(since(ann)).toMatchObject({ since: NOON + 2000 });
    const found = scene.act(bo, 'history-search', {
      target: '#games',
      words: 'x',
      from: null,
      after: null,
      before: null,
      limit: 5,
    });
    expect(questionsIn(found)[0]?.question).toMatchObject({ since: NOON + 1000 });
  });

  test('with --history joined a connection that heals is still the same visit, until one leaves', () => {
    const scene = new Scene({ history: 'joined' });
    const before = scene.member('ann', '#games');
    scene.member('bo', '#games');
    scene.now += 5000;
    const ann = scene.enter('ann', { resumeToken: `t${before}` });
    scene.act(ann, 'join', { room: '#games', key: '', move: false });
    expect(questionsIn(page(scene, ann, '#games'))[0]?.question).toMatchObject({ since: NOON });
    scene.act(ann, 'part', { room: '#games', reason: '' });
    scene.act(ann, 'join', { room: '#games', key: '', move: false });
    expect(questionsIn(page(scene, ann, '#games'))[0]?.question).toMatchObject({ since: NOON + 5000 });
  });

  test('with --history off is read by nobody, and people with nc are shown nothing on entry', () => {
    const shown = (history: 'open' | 'joined' | 'off') =>
      questionsIn(new Scene({ history }).arrive('ann', { dialect: 'plain' }).effects).length;
    expect([shown('open'), shown('joined'), shown('off')]).toEqual([1, 0, 0]);
    const scene = new Scene({ history: 'off' });
    const ann = scene.member('ann', '#games');
    expect(page(scene, ann, '#games')).toMatchObject([{ reply: { refusal: { because: 'off' } } }]);
    expect(refusalsIn(scene.act(ann, 'history-targets', { from: 0, to: 1, limit: 1 }))).toEqual([
      'not-readable',
    ]);
  });

  test('gives no more at once than the limit says', () => {
    const scene = new Scene();
    const ann = scene.member('ann', '#games');
    const limit = (wanted: number) => questionsIn(page(scene, ann, '#games', wanted))[0]?.question.limit;
    expect([limit(1e9), limit(-3), limit(7)]).toEqual([HISTORY_PAGE_MAX, 1, 7]);
  });
});

describe('what two people said to each other', () => {
  test('is for the two accounts, whoever of them asks', () => {
    const scene = new Scene();
    const [ann, bo] = [loggedIn(scene, 'ann'), loggedIn(scene, 'Bo')];
    const asked = (who: SessionId, target: string) => questionsIn(page(scene, who, target));
    expect(asked(ann, 'bo')).toMatchObject([{ target: 'Bo', question: { conversation: 'ann bo' } }]);
    expect(asked(bo, 'ANN')).toMatchObject([{ target: 'ann', question: { conversation: 'ann bo' } }]);
  });

  test('is not for whoever merely has a name, nor about them', () => {
    const scene = new Scene();
    const ann = loggedIn(scene, 'ann');
    const cy = scene.enter('cy');
    expect(refusalsIn(page(scene, cy, 'ann'))).toEqual(['not-readable']);
    expect(refusalsIn(page(scene, ann, 'cy'))).toEqual(['not-readable']);
    expect(refusalsIn(page(scene, ann, 'nobody'))).toEqual(['not-readable']);
    // Nor for a name that has since become an account's, as long as it is not proved.
    addAccount(scene, 'cy');
    expect(refusalsIn(page(scene, cy, 'ann'))).toEqual(['not-readable']);
  });

  test('is found by the name that the other goes by now, or by the account while the other is away', () => {
    const scene = new Scene();
    const ann = loggedIn(scene, 'ann');
    const bo = loggedIn(scene, 'bo');
    scene.act(bo, 'rename', { name: 'robert' });
    expect(questionsIn(page(scene, ann, 'robert'))).toMatchObject([{ question: { conversation: 'ann bo' } }]);
    scene.act(bo, 'quit', { reason: '' });
    expect(questionsIn(page(scene, ann, 'BO'))).toMatchObject([
      { target: 'bo', question: { conversation: 'ann bo' } },
    ]);
    expect(refusalsIn(page(scene, ann, 'robert'))).toEqual(['not-readable']);
  });
});

describe('where there is something to read', () => {
  test('are one’s rooms and the conversations of one’s account', () => {
    const scene = new Scene();
    const ann = scene.owns(scene.member('ann', '#Games', '#lobby'), 'ann');
    const effects = scene.act(ann, 'history-targets', { from: 9, to: 5, limit: 3 });
    expect(questionsIn(effects).map(({ question }) => question)).toEqual([
      {
        kind: 'targets',
        rooms: ['#games', '#lobby'],
        account: 'ann',
        from: 5,
        to: 9,
        oldestFirst: false,
        limit: 3,
      },
    ]);
  });

  test('is named as the asker knows it, without what the asker may not read', () => {
    const scene = new Scene({ history: 'joined' });
    addAccount(scene, 'Bo');
    const ann = scene.owns(scene.member('ann', '#Games'), 'ann');
    const rows = [
      { conversation: roomConversation('#games'), at: NOON },
      { conversation: roomConversation('#left'), at: NOON },
      { conversation: privateConversation('bo', 'ann'), at: NOON + 1 },
      { conversation: privateConversation('ann', 'ann'), at: NOON - 1 },
    ];
    expect(namedTargets(scene.world, scene.world.sessions.get(ann), rows).map(({ name }) => name)).toEqual([
      '#Games',
      'Bo',
    ]);
    expect(namedTargets(scene.world, undefined, rows)).toEqual([]);
  });
});

describe('what one has read', () => {
  const markers = (effects: readonly Effect[]) =>
    effects.flatMap((effect) =>
      effect.kind === 'reply' && effect.reply.kind === 'read-marker'
        ? [{ to: effect.to, ...effect.reply }]
        : [],
    );
  const mark = (scene: Scene, who: SessionId, target: string, at: number | null) =>
    scene.act(who, 'mark-read', { target, at });

  test('of an account is kept, told to its other sessions and to nobody else, and never moves back', () => {
    const scene = new Scene();
    const ann = scene.owns(scene.member('ann', '#games'), 'ann');
    const phone = loggedIn(scene, 'ann_phone', 'ann');
    scene.member('bo', '#games');
    scene.now += 5000;
    const effects = mark(scene, ann, '#GAMES', NOON + 100);
    expect(effects.filter(({ kind }) => kind === 'keep')).toEqual([
      { kind: 'keep', changes: [{ kind: 'read', account: 'ann', conversation: '#games', at: NOON + 100 }] },
    ]);
    expect(markers(effects)).toMatchObject([
      { to: phone, target: '#games', at: NOON + 100, asked: false },
      { to: ann, target: '#games', at: NOON + 100, asked: true },
    ]);
    expect(mark(scene, ann, '#games', NOON + 50)).toMatchObject([{ reply: { at: NOON + 100 } }]);
    expect(mark(scene, ann, '#games', null)).toMatchObject([{ reply: { at: NOON + 100 } }]);
    // Nobody has read what is still to come.
    expect(markers(mark(scene, ann, '#games', NOON + 1e9)).map(({ at }) => at)).toEqual([
      NOON + 5000,
      NOON + 5000,
    ]);
  });

  test('is told on entering the room', () => {
    const scene = new Scene();
    const ann = scene.owns(scene.member('ann', '#games'), 'ann');
    addAccount(scene, 'ann');
    mark(scene, ann, '#games', NOON - 5);
    const phone = loggedIn(scene, 'ann_phone', 'other');
    const entered = (who: SessionId) =>
      repliesIn(scene.act(who, 'join', { room: '#games', key: '', move: false }));
    expect(entered(phone)).toContainEqual(expect.objectContaining({ kind: 'entered', readAt: null }));
    scene.act(ann, 'part', { room: '#games', reason: '' });
    expect(entered(ann)).toContainEqual(expect.objectContaining({ kind: 'entered', readAt: NOON - 5 }));
  });

  test('without an account is the session’s alone', () => {
    const scene = new Scene();
    const ann = scene.member('ann', '#games');
    const bo = scene.member('bo', '#games');
    expect(mark(scene, ann, '#games', NOON - 9)).toMatchObject([{ to: ann, reply: { at: NOON - 9 } }]);
    expect(mark(scene, bo, '#games', null)).toMatchObject([{ reply: { at: null } }]);
    mark(scene, ann, 'bo', NOON - 3);
    expect(mark(scene, ann, 'BO', null)).toMatchObject([{ reply: { target: 'bo', at: NOON - 3 } }]);
    const again = scene.enter('ann', { resumeToken: `t${ann}` });
    expect(mark(scene, again, 'bo', null)).toMatchObject([{ reply: { at: NOON - 3 } }]);
  });

  test('is of rooms one is in and of names', () => {
    const scene = new Scene();
    scene.member('bo', '#games');
    const ann = scene.enter('ann');
    for (const target of ['#games', '#nowhere', 'a b', ''])
      expect(refusalsIn(mark(scene, ann, target, NOON))).toEqual(['no-read-marker']);
  });

  test('is bounded: what was read longest ago is forgotten', () => {
    const scene = new Scene();
    const ann = loggedIn(scene, 'ann');
    for (let index = 0; index <= READ_MARKERS_MAX; index += 1) {
      addAccount(scene, `friend${index}`);
      mark(scene, ann, `friend${index}`, NOON - 10_000 + index);
    }
    const read = scene.world.accounts.get(fold('ann'))?.read;
    expect(read?.size).toBe(READ_MARKERS_MAX);
    expect(read?.has(privateConversation('ann', 'friend0'))).toBe(false);
    expect(read?.has(privateConversation('ann', `friend${READ_MARKERS_MAX}`))).toBe(true);
  });
});

test('whoever came back and then left is a newcomer in the room, without the old rank', () => {
  const scene = new Scene();
  const before = scene.member('ann', '#games');
  scene.member('bo', '#games');
  const ann = scene.enter('ann', { resumeToken: `t${before}` });
  const join = { room: '#games', key: '', move: false };
  const rank = () => {
    const session = scene.world.sessions.get(ann);
    const room = scene.world.rooms.get(fold('#games'));
    return session === undefined ? undefined : room?.members.get(session)?.operator;
  };
  scene.act(ann, 'join', join);
  expect(rank()).toBe(true);
  scene.act(ann, 'part', { room: '#games', reason: '' });
  scene.act(ann, 'join', join);
  expect(rank()).toBe(false);
});
