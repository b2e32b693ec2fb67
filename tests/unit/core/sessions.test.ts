/** Coming in, names and leaving, by plain function calls. */
import { describe, expect, test } from '@jest/globals';
import { sessionId } from '../../../lib/base/ids.js';
import { command } from '../../../lib/core/command.js';
import { step } from '../../../lib/core/step.js';
import { refusalsIn, repliesIn, Scene } from '../../support/scene.js';

describe('registration', () => {
  test('welcomes, and puts those in the main room who have no word for joining', () => {
    const scene = new Scene();
    expect(scene.arrive('ann').effects.map(({ kind }) => kind)).toEqual(['reply', 'log']);
    const { effects } = scene.arrive('bo', { dialect: 'plain' });
    expect(effects.map(({ kind }) => kind)).toEqual([
      'reply',
      'log',
      'subscribe',
      'publish',
      'reply',
      'ask-store',
    ]);
  });

  test('a refused name changes nothing', () => {
    const scene = new Scene();
    scene.enter('ann');
    for (const name of ['ANN', '', 'a b', 'Server', 'x'.repeat(31)]) scene.arrive(name);
    expect(scene.world.sessions.size).toBe(1);
    expect(refusalsIn(scene.arrive('ANN').effects)).toEqual(['taken']);
  });

  test('the user part is short and of letters; the real name is cut, the host is everyone’s', () => {
    const scene = new Scene();
    const id = scene.enter('ann', { user: '\u00e9:a b!c@d-very-long', realName: 'x'.repeat(500) });
    const session = scene.world.sessions.get(id);
    expect(session?.person).toEqual({ name: 'ann', user: 'abcd-very-', host: 'lan', account: null });
    expect(session?.realName).toHaveLength(150);
    expect(scene.world.sessions.get(scene.enter('bo', { user: '!!' }))?.person.user).toBe('user');
  });

  test('a ghost gives way to its owner, within one step', () => {
    const scene = new Scene();
    const ghost = scene.member('ann', '#games');
    const bo = scene.member('bo', '#games');
    const { id, effects } = scene.arrive('Ann', { resumeToken: `t${ghost}` });
    expect(effects.find(({ kind }) => kind === 'close')).toMatchObject({ session: ghost, code: 'REPLACED' });
    expect(scene.world.sessions.has(ghost)).toBe(false);
    expect(scene.world.names.size).toBe(2);
    expect(scene.world.sessions.get(id)?.person.name).toBe('Ann');
    expect(scene.world.sessions.has(bo)).toBe(true);
  });

  test('the peak is the most people at once', () => {
    const scene = new Scene();
    const ann = scene.enter('ann');
    scene.enter('bo');
    scene.act(ann, 'quit', { reason: '' });
    scene.enter('cy');
    expect(scene.world.peak).toBe(2);
  });
});

describe('what comes for a session that is gone', () => {
  test('is nothing', () => {
    const scene = new Scene();
    const ann = scene.enter('ann');
    scene.act(ann, 'quit', { reason: 'bye' });
    expect(scene.say(ann, '#lobby', 'hi')).toEqual([]);
    const gone = { kind: 'gone', session: ann, code: 'QUIT', reason: '', leaving: 'meant' } as const;
    expect(step(scene.world, gone, scene.now)).toEqual([]);
    const never = { kind: 'command', session: sessionId(99), command: command('motd', {}) } as const;
    expect(step(scene.world, never, scene.now)).toEqual([]);
  });
});

describe('renaming', () => {
  test('moves the name, keeps what was said under the old one', () => {
    const scene = new Scene();
    const ann = scene.member('ann', '#g');
    const before = scene.world.sessions.get(ann)?.person;
    scene.act(ann, 'rename', { name: 'anna' });
    expect(before?.name).toBe('ann');
    expect([...scene.world.names.keys()]).toEqual(['anna']);
    expect(scene.act(ann, 'rename', { name: 'anna' })).toEqual([]);
    scene.act(ann, 'rename', { name: 'ANNA' });
    expect(scene.world.sessions.get(ann)?.person.name).toBe('ANNA');
  });

  test('carries a mute along and leaves none behind, however often', () => {
    const scene = new Scene();
    const ann = scene.enter('ann');
    scene.admin({ verb: 'mute', name: 'ann', minutes: null });
    for (let index = 0; index < 100; index += 1) scene.act(ann, 'rename', { name: `a${index}` });
    expect([...scene.world.mutes.keys()]).toEqual(['a99']);
    expect(refusalsIn(scene.say(ann, 'a99', 'hi'))).toEqual(['muted']);
  });
});

describe('being idle', () => {
  test('counts from the last thing done, not from the last question asked', () => {
    const scene = new Scene();
    const ann = scene.enter('ann');
    scene.now += 60_000;
    scene.act(ann, 'who', { mask: '', operators: false, fields: null });
    const [asked] = repliesIn(scene.act(ann, 'whois', { names: ['ann'], asked: 'ann' }));
    expect(asked).toMatchObject({ kind: 'whois', row: { idleSeconds: 60 } });
    scene.say(ann, 'ann', 'hi');
    const [spoke] = repliesIn(scene.act(ann, 'whois', { names: ['ann'], asked: 'ann' }));
    expect(spoke).toMatchObject({ row: { idleSeconds: 0 } });
  });
});
