/** Rooms: who comes in, what stays when they go, and the limits, by plain function calls. */
import { describe, expect, test } from '@jest/globals';
import { EMPTY_ROOM_MS, ROOMS_MAX } from '../../../lib/base/limits.js';
import { matchesMask } from '../../../lib/core/masks.js';
import { step } from '../../../lib/core/step.js';
import { refusalsIn, Scene } from '../../support/scene.js';

function join(room: string, key = '') {
  return { room, key, move: false };
}

describe('coming in', () => {
  test('subscribes before it publishes, so that one hears one’s own coming', () => {
    const scene = new Scene();
    const ann = scene.enter('ann');
    const kinds = scene.act(ann, 'join', join('#g')).map(({ kind }) => kind);
    expect(kinds.slice(0, 3)).toEqual(['subscribe', 'publish', 'reply']);
  });

  test('moving leaves the old rooms first, and only when the new one lets one in', () => {
    const scene = new Scene();
    const op = scene.member('op', '#closed');
    scene.act(op, 'mode', { room: '#closed', changes: '+i', params: [] });
    const ann = scene.enter('ann', { dialect: 'plain' });
    const rooms = (): string[] => [...(scene.world.sessions.get(ann)?.rooms ?? [])].map(({ name }) => name);
    expect(refusalsIn(scene.act(ann, 'join', { room: '#closed', key: '', move: true }))).toEqual([
      'invite-only',
    ]);
    expect(rooms()).toEqual(['#lobby']);
    scene.act(ann, 'join', { room: '#open', key: '', move: true });
    expect(rooms()).toEqual(['#open']);
  });

  test('a refused newcomer leaves no empty room', () => {
    const scene = new Scene();
    const ann = scene.member('ann', ...Array.from({ length: 50 }, (_, index) => `#r${index}`));
    const before = scene.world.rooms.size;
    expect(refusalsIn(scene.act(ann, 'join', join('#one-too-many')))).toEqual(['too-many-rooms']);
    expect(scene.world.rooms.size).toBe(before);
  });

  test('no more rooms are made beyond the limit; those there are stay open', () => {
    const scene = new Scene();
    for (let person = 0; scene.world.rooms.size < ROOMS_MAX; person += 1) {
      const id = scene.enter(`p${person}`);
      for (let room = 0; room < 50; room += 1) scene.act(id, 'join', join(`#r${person}-${room}`));
    }
    expect(scene.world.rooms.size).toBe(ROOMS_MAX);
    const ann = scene.enter('ann');
    expect(refusalsIn(scene.act(ann, 'join', join('#new')))).toEqual(['server-full-of-rooms']);
    expect(refusalsIn(scene.act(ann, 'join', join('#r0-0')))).toEqual([]);
  });
});

describe('an invitation', () => {
  test('opens +i, +k and +l, and an operator’s a ban (RFC 2811 section 4.3.1)', () => {
    const scene = new Scene();
    const op = scene.member('op', '#g');
    const ann = scene.enter('ann');
    const bo = scene.enter('bo');
    scene.act(op, 'mode', { room: '#g', changes: '+ikl', params: ['sesame', '1'] });
    scene.act(op, 'invite', { name: 'ann', room: '#g' });
    expect(refusalsIn(scene.act(ann, 'join', join('#g')))).toEqual([]);
    scene.act(op, 'mode', { room: '#g', changes: '+b', params: ['bo'] });
    scene.act(op, 'mode', { room: '#g', changes: '-i', params: [] });
    scene.act(ann, 'invite', { name: 'bo', room: '#g' });
    expect(refusalsIn(scene.act(bo, 'join', join('#g')))).toEqual(['banned-from-room']);
    scene.act(op, 'invite', { name: 'bo', room: '#g' });
    scene.act(ann, 'invite', { name: 'bo', room: '#g' });
    expect(refusalsIn(scene.act(bo, 'join', join('#g')))).toEqual([]);
  });

  test('goes with the person it was for', () => {
    const scene = new Scene();
    const op = scene.member('op', '#g');
    const bo = scene.enter('bo');
    scene.act(op, 'mode', { room: '#g', changes: '+i', params: [] });
    scene.act(op, 'invite', { name: 'bo', room: '#g' });
    scene.act(bo, 'rename', { name: 'bob' });
    const thief = scene.enter('bo');
    expect(refusalsIn(scene.act(thief, 'join', join('#g')))).toEqual(['invite-only']);
    expect(refusalsIn(scene.act(bo, 'join', join('#g')))).toEqual([]);
  });

  test('is forgotten when they have left, so that the list does not fill up', () => {
    const scene = new Scene();
    const op = scene.member('op', '#g');
    for (let index = 0; index < 200; index += 1) {
      const guest = scene.enter('guest');
      expect(refusalsIn(scene.act(op, 'invite', { name: 'guest', room: '#g' }))).toEqual([]);
      scene.act(guest, 'quit', { reason: '' });
    }
  });
});

describe('the last one out', () => {
  test.each(['part', 'quit', 'kick', 'close'] as const)(
    'by %s takes the room and its history along',
    (way) => {
      const scene = new Scene();
      const ann = scene.member('ann', '#g');
      scene.say(ann, '#g', 'something to forget');
      const effects =
        way === 'part'
          ? scene.act(ann, 'part', { room: '#g', reason: '' })
          : way === 'quit'
            ? scene.act(ann, 'quit', { reason: '' })
            : way === 'kick'
              ? scene.act(ann, 'kick', { room: '#g', names: ['ann'], reason: '' })
              : scene.admin({ verb: 'close', room: '#g' });
      expect(scene.world.rooms.has('#g' as never)).toBe(false);
      expect(effects.filter(({ kind }) => kind === 'keep')).toEqual([
        { kind: 'keep', changes: [{ kind: 'room-gone', name: '#g' }] },
      ]);
      expect(effects.findIndex(({ kind }) => kind === 'publish')).toBeLessThan(
        effects.findIndex(({ kind }) => kind === 'keep'),
      );
    },
  );

  test('by a lost connection leaves it for an hour, for its people to come back', () => {
    const scene = new Scene();
    const ann = scene.member('ann', '#g');
    scene.say(ann, '#g', 'something to come back to');
    const gone = { kind: 'gone', session: ann, code: 'QUIT', reason: 'lost', leaving: 'lost' } as const;
    step(scene.world, gone, scene.now);
    step(scene.world, { kind: 'tidy' }, scene.now + EMPTY_ROOM_MS);
    expect(scene.world.rooms.has('#g' as never)).toBe(true);
    const effects = step(scene.world, { kind: 'tidy' }, scene.now + EMPTY_ROOM_MS + 1);
    expect(scene.world.rooms.has('#g' as never)).toBe(false);
    expect(effects).toEqual([{ kind: 'keep', changes: [{ kind: 'room-gone', name: '#g' }] }]);
  });

  test('of a room in which nothing was said takes it along, however it leaves', () => {
    const scene = new Scene();
    const ann = scene.member('ann', '#g');
    const gone = { kind: 'gone', session: ann, code: 'QUIT', reason: 'lost', leaving: 'lost' } as const;
    step(scene.world, gone, scene.now);
    expect(scene.world.rooms.has('#g' as never)).toBe(false);
  });

  test('comes back with its rank, when its token proves it', () => {
    const scene = new Scene();
    const ann = scene.member('ann', '#g');
    scene.say(ann, '#g', 'mine');
    const back = scene.enter('ann', { resumeToken: `t${ann}` });
    scene.act(back, 'join', { room: '#g', key: '', move: false });
    const [room] = scene.world.sessions.get(back)?.rooms ?? [];
    expect([...(room?.members.values() ?? [])]).toMatchObject([{ operator: true, voice: false }]);
  });

  test('of a room of its own account finds it again, and runs it', () => {
    const scene = new Scene();
    const ann = scene.owns(scene.enter('ann'), 'ann');
    scene.act(ann, 'join', join('#g'));
    scene.say(ann, '#g', 'mine');
    scene.act(ann, 'quit', { reason: '' });
    const stranger = scene.member('bo', '#g');
    const back = scene.owns(scene.enter('ann'), 'ANN');
    scene.act(back, 'join', join('#g'));
    const [room] = scene.world.sessions.get(back)?.rooms ?? [];
    expect(room?.members.get(scene.world.sessions.get(stranger) as never)?.operator).toBe(false);
    expect(room?.members.get(scene.world.sessions.get(back) as never)?.operator).toBe(true);
  });

  test('leaves the main room, with its topic and modes', () => {
    const scene = new Scene();
    const ann = scene.member('ann', '#lobby');
    scene.admin({ verb: 'topic', room: '#lobby', text: 'Welcome' });
    const effects = scene.act(ann, 'quit', { reason: '' });
    expect(effects.some(({ kind }) => kind === 'keep')).toBe(false);
    expect(scene.world.rooms.get('#lobby' as never)?.topic?.text).toBe('Welcome');
    const bo = scene.member('bo', '#LOBBY');
    const [room] = scene.world.sessions.get(bo)?.rooms ?? [];
    expect([...(room?.members.values() ?? [])]).toMatchObject([{ operator: false, voice: false }]);
  });
});

describe('wildcards (Modern IRC, "Wildcard Expressions")', () => {
  test.each([
    ['ann!ann@lan', '*', true],
    ['ann!ann@lan', 'A?N!*@*', true],
    ['ann!ann@lan', 'ann', false],
    ['ann!ann@lan', '*nn!*n@l*n', true],
    ['ann!ann@lan', '*x*', false],
    ['', '*', true],
    ['', '', true],
    ['a', '', false],
    ['[ann]', '[ANN]', true],
    ['a.b', 'a?b', true],
    ['axb', 'a.b', false],
  ])('%s against %s: %s', (text, mask, matches) => {
    expect(matchesMask(text, mask)).toBe(matches);
  });

  test('a hostile mask costs no time', () => {
    // Tried in every way, as a regular expression would, this never ends.
    expect(matchesMask('a'.repeat(500), `${'*a'.repeat(250)}b`)).toBe(false);
  });
});
