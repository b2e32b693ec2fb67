/** Who gets a name that belongs to somebody, and who does not. */
import { describe, expect, test } from '@jest/globals';
import { fold } from '../../../lib/base/casefold.js';
import { sessionId, type SessionId } from '../../../lib/base/ids.js';
import { ACCOUNTS_MAX, ACCOUNTS_PER_ADDRESS_MAX, LINK_CODE_MS } from '../../../lib/base/limits.js';
import { AccountTable } from '../../../lib/core/account-table.js';
import { accountNamed } from '../../../lib/core/accounts.js';
import type { Effect } from '../../../lib/core/effect.js';
import { step } from '../../../lib/core/step.js';
import { addAccount } from '../../support/accounts.js';
import { refusalsIn, repliesIn, Scene } from '../../support/scene.js';

const DAY_MS = 86_400_000;
const PROOF = { scrypt: 'scrypt', scram: 'scram' };

function device(key: string) {
  return { kind: 'device', device: { key, fingerprint: key } } as const;
}

/** The next who comes in proves a name first. */
function prove(
  scene: Scene,
  id: number,
  name: string,
  key: string | null = 'k',
  password: string | null = null,
): readonly Effect[] {
  const by = key === null ? ({ kind: 'password' } as const) : device(key);
  const door = { address: '10.0.0.1:5000', password };
  return step(scene.world, { kind: 'prove', session: sessionId(id), name, by, door }, scene.now);
}

function kindsOf(effects: readonly Effect[]): readonly string[] {
  return repliesIn(effects).map((reply) => (reply.kind === 'login-refused' ? reply.refusal.why : reply.kind));
}

function withPassword(scene: Scene, name: string): void {
  addAccount(scene.world, name);
  const account = scene.world.accounts.get(fold(name));
  if (account !== undefined) scene.world.accounts.set(fold(name), { ...account, password: PROOF });
}

describe('an owner', () => {
  test('takes the name from a connection of theirs that has logged in to another account meanwhile', () => {
    const scene = new Scene();
    prove(scene, 1, 'ann');
    const ghost = scene.enter('ann');
    withPassword(scene, 'bo');
    expect(kindsOf(prove(scene, ghost, 'bo', null))).toContain('logged-in');
    prove(scene, 2, 'ann');
    const { id, effects } = scene.arrive('ann');
    expect(effects).toContainEqual(
      expect.objectContaining({ kind: 'close', session: ghost, code: 'REPLACED' }),
    );
    expect(scene.world.names.get(fold('ann'))?.id).toBe(id);
  });

  test('does the same by NICK after coming in under another name', () => {
    const scene = new Scene();
    prove(scene, 1, 'ann');
    const ghost = scene.enter('ann');
    const id = scene.enter('ann2');
    prove(scene, id, 'ann');
    scene.act(id, 'rename', { name: 'ann' });
    expect(scene.world.sessions.has(ghost)).toBe(false);
    expect(scene.world.names.get(fold('ann'))?.id).toBe(id);
  });

  test('who fails a second proof has not proved the first for it', () => {
    const scene = new Scene();
    prove(scene, 1, 'ann', 'k');
    expect(kindsOf(prove(scene, 1, 'ann', 'other'))).toEqual(['name-in-use']);
    expect(refusalsIn(scene.arrive('ann').effects)).toEqual(['claimed']);
  });
});

describe('a newcomer who may not come in claims no name', () => {
  test('without the password of the chatroom', () => {
    const scene = new Scene({ password: 'sesame' });
    expect(kindsOf(prove(scene, 1, 'ann'))).toEqual(['not-let-in']);
    expect(kindsOf(prove(scene, 1, 'ann', 'k', 'sesame'))).toEqual(['logged-in']);
  });

  test('while the chatroom is locked, or under a ban', () => {
    const scene = new Scene();
    scene.admin({ verb: 'lock' });
    expect(kindsOf(prove(scene, 1, 'ann'))).toEqual(['not-let-in']);
    scene.admin({ verb: 'unlock' });
    scene.admin({ verb: 'ban', target: '10.0.0.1', minutes: null, reason: '' });
    expect(kindsOf(prove(scene, 1, 'ann'))).toEqual(['not-let-in']);
    expect(scene.world.accounts.size).toBe(0);
  });
});

describe('what was a lapsed owner’s is forgotten before somebody else has the name', () => {
  const GONE = { kind: 'keep', changes: [{ kind: 'account-gone', name: 'ann' }] };

  function lapsed(): Scene {
    const scene = new Scene();
    prove(scene, 99, 'ann');
    scene.now += 31 * DAY_MS;
    return scene;
  }

  test('who takes it', () => {
    const scene = lapsed();
    expect(scene.arrive('ann').effects).toContainEqual(GONE);
    expect(scene.world.accounts.size).toBe(0);
  });

  test('who renames to it, and makes it an account', () => {
    const scene = lapsed();
    const id = scene.enter('bo');
    expect(scene.act(id, 'rename', { name: 'ann' })).toContainEqual(GONE);
    scene.act(id, 'register-account', { name: '*', password: 'correct-horse' });
    step(scene.world, { kind: 'password-hashed', session: id, proof: PROOF, newcomer: null }, scene.now);
    expect(accountNamed(scene.world, 'ann', scene.now)?.devices).toEqual([]);
  });

  test('who claims it; and its owner, who comes back first, has it still', () => {
    expect(prove(lapsed(), 2, 'ann', 'other')).toContainEqual(GONE);
    expect(kindsOf(prove(lapsed(), 2, 'ann', 'k'))).toEqual(['logged-in']);
  });
});

test('a new link code takes the place of the one before', () => {
  const scene = new Scene();
  prove(scene, 1, 'ann');
  const id = scene.enter('ann');
  for (const code of ['aaaaaaaa', 'bbbbbbbb'])
    step(scene.world, { kind: 'code-made', session: id, code }, scene.now);
  expect(Array.from(scene.world.linkCodes.keys())).toEqual(['bbbbbbbb']);
});

test('a login ends with its account, also after another proof was refused', () => {
  const scene = new Scene();
  prove(scene, 1, 'ann');
  const id = scene.enter('ann');
  withPassword(scene, 'bo');
  expect(kindsOf(prove(scene, id, 'bo', 'k'))).toEqual(['name-in-use']);
  expect(scene.world.sessions.get(id)?.person.account).toBe('ann');
  step(scene.world, { kind: 'admin', command: { verb: 'reset', name: 'ann' } }, scene.now);
  expect(scene.world.sessions.get(id)?.person.account).toBeNull();
});

test('a link code is good for ten minutes', () => {
  const linked = (later: number) => {
    const scene = new Scene();
    prove(scene, 1, 'ann');
    const id = scene.enter('ann');
    step(scene.world, { kind: 'code-made', session: id, code: 'aaaaaaaa' }, scene.now);
    prove(scene, 2, 'bo', 'other');
    const other = scene.enter('bo');
    scene.now += later;
    return kindsOf(scene.act(other, 'link-device', { account: 'ann', code: 'aaaaaaaa' })).at(-1);
  };
  expect(linked(LINK_CODE_MS - 1)).toBe('device-linked');
  expect(linked(LINK_CODE_MS)).toBe('refused');
});

test('one address makes so many accounts in a day, by its devices and by passwords; another makes its own', () => {
  const scene = new Scene();
  for (let index = 1; index < ACCOUNTS_PER_ADDRESS_MAX; index += 1)
    prove(scene, index, `name${index}`, `k${index}`);
  for (let index = 1; index < ACCOUNTS_PER_ADDRESS_MAX; index += 1)
    step(scene.world, { kind: 'forget-proof', session: sessionId(index) }, scene.now);
  const id = scene.enter('ann', { address: '10.0.0.1:6000' });
  const hashed = (session: SessionId) =>
    kindsOf(step(scene.world, { kind: 'password-hashed', session, proof: PROOF, newcomer: null }, scene.now));
  expect(hashed(id)).toContain('registered');
  expect(kindsOf(prove(scene, 500, 'last', 'last'))).toEqual(['too-many-accounts']);
  expect(hashed(scene.enter('bo', { address: '10.0.0.2:6000' }))).toContain('registered');
  scene.now += DAY_MS;
  expect(kindsOf(prove(scene, 500, 'last', 'last'))).toEqual(['logged-in']);
});

test('lapsed names wait for their owners until the table is nearly full', () => {
  const scene = new Scene();
  prove(scene, 1, 'ann');
  scene.now += 31 * DAY_MS;
  expect(step(scene.world, { kind: 'tidy' }, scene.now)).toEqual([]);
  for (let index = 0; index < ACCOUNTS_MAX * 0.8; index += 1) withPassword(scene, `name${index}`);
  expect(step(scene.world, { kind: 'tidy' }, scene.now)).toContainEqual({
    kind: 'keep',
    changes: [{ kind: 'account-gone', name: 'ann' }],
  });
  expect(scene.world.accounts.has(fold('ann'))).toBe(false);
});

test('the table knows how many names a device has, whatever becomes of them', () => {
  const table = new AccountTable();
  const account = (name: string, ...keys: string[]) => ({
    ...{ name, createdAt: 0, usedAt: 0, password: null, suspended: false, read: new Map() },
    devices: keys.map((key) => ({ key, fingerprint: key, addedAt: 0, usedAt: 0 })),
  });
  table.set(fold('ann'), account('ann', 'k', 'l'));
  table.set(fold('bo'), account('bo', 'k'));
  expect([table.namesOf('k'), table.namesOf('l'), table.namesOf('m')]).toEqual([2, 1, 0]);
  table.set(fold('ann'), account('ann', 'l'));
  table.delete(fold('nobody'));
  expect([table.namesOf('k'), table.namesOf('l')]).toEqual([1, 1]);
  table.delete(fold('bo'));
  expect([table.namesOf('k'), table.size]).toEqual([0, 1]);
});
