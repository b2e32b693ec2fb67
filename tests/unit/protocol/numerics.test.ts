/** The page that names what the server sends. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { NUMERIC } from '../../../lib/protocol/numerics.js';

test('docs/protocol.md lists every numeric there is, and no other', () => {
  const page = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');
  const [, listed = ''] = /^Numerics sent: `(.*)`\.$/m.exec(page) ?? [];
  expect(listed.split(' ')).toEqual([...Object.values(NUMERIC)].sort());
});
