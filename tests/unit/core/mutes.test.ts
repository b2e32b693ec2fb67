/** The host's mutes: whose they are, what they stop, and how many there may be. */
import { expect, test } from '@jest/globals';
import { fold } from '../../../lib/base/casefold.js';
import { SERVER_MUTES_MAX } from '../../../lib/base/limits.js';
import type { Effect } from '../../../lib/core/effect.js';
import type { Happening } from '../../../lib/core/happening.js';
import type { Change } from '../../../lib/core/kept.js';
import { refusalsIn, Scene } from '../../support/scene.js';

function published(effects: readonly Effect[]): readonly Happening[] {
  return effects.flatMap((effect) => (effect.kind === 'publish' ? [effect.happening] : []));
}

function keptIn(effects: readonly Effect[]): readonly Change[] {
  return effects.flatMap((effect) => (effect.kind === 'keep' ? effect.changes : []));
}

function consoleLines(effects: readonly Effect[]): readonly string[] {
  return effects.flatMap((effect) => (effect.kind === 'console' ? effect.lines : []));
}

test('a mute is the account’s, whatever name it goes by and whoever has that name next', () => {
  const scene = new Scene();
  const ann = scene.owns(scene.member('guest', '#g'), 'Ann');
  const muted = scene.admin({ verb: 'mute', name: 'guest', minutes: null });
  expect(consoleLines(muted)).toEqual([
    'guest, whose account is Ann, is muted until you lift it. /unmute Ann ends it.',
  ]);
  expect(keptIn(muted)).toEqual([{ kind: 'mute', mute: { name: 'Ann', until: null } }]);
  expect(keptIn(scene.act(ann, 'rename', { name: 'other' }))).toEqual([]);
  expect(refusalsIn(scene.say(ann, '#g', 'hi'))).toEqual(['cannot-speak']);
  scene.act(ann, 'quit', { reason: '' });
  const stranger = scene.member('guest', '#g');
  expect(refusalsIn(scene.say(stranger, '#g', 'hi'))).toEqual([]);
  const again = scene.owns(scene.member('third', '#g'), 'ann');
  expect(refusalsIn(scene.say(again, '#g', 'hi'))).toEqual(['cannot-speak']);
  expect(keptIn(scene.admin({ verb: 'unmute', name: 'third' }))).toEqual([{ kind: 'unmute', name: 'ann' }]);
  expect(refusalsIn(scene.say(again, '#g', 'hi'))).toEqual([]);
});

test('of somebody who logs in later it goes over to the account with the next name', () => {
  const scene = new Scene();
  const bo = scene.member('bo', '#g');
  scene.admin({ verb: 'mute', name: 'bo', minutes: 5 });
  scene.owns(bo, 'cy');
  expect(refusalsIn(scene.say(bo, '#g', 'hi'))).toEqual(['cannot-speak']);
  scene.act(bo, 'rename', { name: 'x' });
  expect([...scene.world.mutes.keys()]).toEqual(['cy']);
});

test('nobody muted sets a topic, or says anything by leaving, being away or removing others', () => {
  const scene = new Scene();
  const op = scene.member('op', '#g', '#h', '#i');
  scene.member('bo', '#g');
  scene.admin({ verb: 'mute', name: 'op', minutes: null });
  expect(refusalsIn(scene.act(op, 'topic', { room: '#g', text: 'read me' }))).toEqual(['not-operator']);
  expect(refusalsIn(scene.act(op, 'topic', { room: '#g', text: null }))).toEqual([]);
  const kick = scene.act(op, 'kick', { room: '#g', names: ['bo'], reason: 'read me' });
  const away = scene.act(op, 'away', { message: 'read me' });
  const part = scene.act(op, 'part', { room: '#g', reason: 'read me' });
  const quit = scene.act(op, 'quit', { reason: 'read me' });
  expect(published([...kick, ...away, ...part, ...quit])).toMatchObject([
    { kind: 'kicked', reason: 'op' },
    { kind: 'away', message: 'away' },
    { kind: 'left', reason: '' },
    { kind: 'quit', reason: 'Quit: ' },
  ]);
});

test('whom a room has silenced says nothing there by leaving or by its topic', () => {
  const scene = new Scene();
  const op = scene.member('op', '#g', '#h');
  const bo = scene.member('bo', '#g', '#h');
  scene.act(op, 'mode', { room: '#g', changes: '-t+b', params: ['m:bo'] });
  expect(refusalsIn(scene.act(bo, 'topic', { room: '#g', text: 'read me' }))).toEqual(['not-operator']);
  const parts = [
    ...scene.act(bo, 'part', { room: '#g', reason: 'read me' }),
    ...scene.act(bo, 'part', { room: '#h', reason: 'bye' }),
  ];
  expect(published(parts)).toMatchObject([{ reason: '' }, { reason: 'bye' }]);
  const cy = scene.member('cy', '#g', '#h');
  scene.act(op, 'mode', { room: '#g', changes: '+m', params: [] });
  expect(published(scene.act(cy, 'quit', { reason: 'read me' }))).toMatchObject([{ reason: 'Quit: ' }]);
});

test('there are only so many; those whose time is up make room, also in what is kept', () => {
  const scene = new Scene();
  scene.enter('ann');
  for (let index = 0; index < SERVER_MUTES_MAX; index += 1) {
    scene.world.mutes.set(fold(`m${index}`), index === 7 ? scene.now + 1 : null);
  }
  const full = scene.admin({ verb: 'mute', name: 'ann', minutes: 1 });
  expect(consoleLines(full)).toEqual(['The list of mutes is full: /unmute somebody first.']);
  expect(keptIn(full)).toEqual([]);
  scene.now += 1;
  expect(keptIn(scene.admin({ verb: 'mute', name: 'ann', minutes: null }))).toEqual([
    { kind: 'unmute', name: 'm7' },
    { kind: 'mute', mute: { name: 'ann', until: null } },
  ]);
  expect(scene.world.mutes.size).toBe(SERVER_MUTES_MAX);
  expect(consoleLines(scene.admin({ verb: 'mute', name: 'ann', minutes: 3 }))[0]).toContain('for 3 minutes');
});
