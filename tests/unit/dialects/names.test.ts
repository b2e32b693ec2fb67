import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { sessionId } from '../../../lib/base/ids.js';
import { findRoom, type Session } from '../../../lib/core/world.js';
import type { Answering } from '../../../lib/dialects/irc/answer.js';
import type { ServerCap } from '../../../lib/dialects/irc/caps.js';
import { namesLines } from '../../../lib/dialects/irc/names.js';
import { Scene } from '../../support/scene.js';

function reader({ world: { settings } }: Scene, ...caps: readonly ServerCap[]): Answering {
  const surroundings = { settings, tlsCap: null, strangers: () => 0, isHere: () => true, now: () => 0 };
  return { surroundings, me: 'me', caps: new Set(caps) };
}

/** What stands in the lists of #games for somebody with these capabilities. */
function listed(scene: Scene, ...caps: readonly ServerCap[]): readonly string[] {
  const lines = namesLines(reader(scene, ...caps), '#games', findRoom(scene.world, '#games') ?? null);
  return lines.slice(0, -1).map((line) => line.slice(line.indexOf(' :') + 2));
}

test('a list that was read before has what has changed since, for each way of reading it', () => {
  const scene = new Scene();
  const read = (): unknown => {
    expect(listed(scene, 'userhost-in-names').join(' ')).toMatch(/^@ann.?!ann@lan /);
    expect(listed(scene, 'multi-prefix').join(' ')).not.toContain('!');
    return [listed(scene), listed(scene, 'multi-prefix', 'userhost-in-names')];
  };
  const ann = scene.member('ann', '#games');
  const bo = scene.member('bo', '#games');
  expect(read()).toEqual([['@ann bo'], ['@ann!ann@lan bo!bo@lan']]);
  scene.member('cy', '#games');
  expect(read()).toEqual([['@ann bo cy'], ['@ann!ann@lan bo!bo@lan cy!cy@lan']]);
  scene.act(ann, 'mode', { room: '#games', changes: '+vo', params: ['ann', 'cy'] });
  expect(read()).toEqual([['@ann bo @cy'], ['@+ann!ann@lan bo!bo@lan @cy!cy@lan']]);
  scene.act(ann, 'rename', { name: 'anna' });
  expect(read()).toEqual([['@anna bo @cy'], ['@+anna!ann@lan bo!bo@lan @cy!cy@lan']]);
  scene.act(bo, 'part', { room: '#games', reason: '' });
  expect(read()).toEqual([['@anna @cy'], ['@+anna!ann@lan @cy!cy@lan']]);
});

test('who is invisible is in the list for those inside only', () => {
  const scene = new Scene();
  const [ann] = ['ann', 'bo', 'cy'].map((name) => scene.member(name, '#games'));
  expect(listed(scene)).toEqual(['@ann bo cy']);
  scene.act(ann ?? sessionId(0), 'user-mode', { name: 'ann', changes: '+i' });
  expect(listed(scene)).toEqual(['@ann bo cy']);
  const lines = namesLines(reader(scene), '#games', findRoom(scene.world, '#games') ?? null, true);
  expect(lines[0]).toMatch(/ :bo cy$/);
});

test('a long list goes on in the line that is not full yet', () => {
  const scene = new Scene();
  const names = Array.from({ length: 150 }, (_, index) => `n${index}`);
  for (const [index, name] of names.entries()) {
    scene.member(name, '#games');
    const lists = listed(scene);
    expect(lists.join(' ').replace('@', '')).toBe(names.slice(0, index + 1).join(' '));
    for (const list of lists.slice(0, -1)) expect(list.length).toBeGreaterThan(340);
    for (const list of lists) expect(list.length).toBeLessThanOrEqual(350);
  }
});

test('a list that nobody asks for again keeps nobody in memory who has left', async () => {
  const scene = new Scene();
  const people = Array.from({ length: 20 }, (_, index) => scene.member(`n${index}`, '#games'));
  listed(scene, 'multi-prefix');
  const gone: WeakRef<Session>[] = [];
  for (let next = 20; next < 80; next += 1) {
    people.push(scene.member(`n${next}`, '#games'));
    const [id] = people.splice(0, 1);
    const session = id === undefined ? undefined : scene.world.sessions.get(id);
    if (session !== undefined) gone.push(new WeakRef(session));
    if (id !== undefined) scene.act(id, 'quit', { reason: '' });
  }
  await collectGarbage();
  expect(gone).toHaveLength(60);
  // One or two may be in a register still.
  expect(gone.filter((one) => one.deref() !== undefined).length).toBeLessThan(5);
});

/** What is held weakly lives on until the turn is over. */
async function collectGarbage(): Promise<void> {
  await setImmediate();
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
