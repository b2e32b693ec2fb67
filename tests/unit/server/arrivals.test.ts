/** What the log tells of connections that come and go, where our client may call a first time only to ask how. */
import { expect, test } from '@jest/globals';
import { Arrivals } from '../../../lib/server/arrivals.js';
import type { Log } from '../../../lib/server/log.js';
import type { Visitor } from '../../../lib/server/visitor.js';

const CAME = 'Accepted a new connection from A';
const LEFT = 'A has closed the connection';

function house(tls: 'off' | 'offered' | 'require' = 'offered'): {
  readonly arrivals: Arrivals;
  readonly told: readonly string[];
  readonly visitor: Visitor;
} {
  const told: string[] = [];
  const arrivals = new Arrivals({ write: (line: string) => told.push(line) } as unknown as Log, tls);
  const visitor = { address: 'A', since: 1000, isSecure: false, who: null } as unknown as Visitor;
  return { arrivals, told, visitor };
}

test.each([
  ['nothing that can be a question', ['hello'], [CAME]],
  ['a name before the question', ['NICK ann', 'CAP LS 302'], [CAME]],
  ['more than a question', ['CAP LS 302', 'NICK ann', 'CAP REQ :batch'], [CAME]],
  ['a question', ['CAP LS 302', 'PASS x', 'NICK ann', 'USER ann 0 * :Ann'], []],
])('who says %s', (_, lines, expected) => {
  const { arrivals, told, visitor } = house();
  arrivals.came(visitor);
  for (const line of lines) arrivals.said(visitor, line);
  expect(told).toEqual(expected);
  arrivals.left(visitor);
  expect(told).toEqual(expected.length === 0 ? [] : [CAME, LEFT]);
});

test('who waits is told of after a second, whether they have asked or not, and once', () => {
  for (const line of [null, 'CAP LS 302']) {
    const { arrivals, told, visitor } = house();
    arrivals.came(visitor);
    if (line !== null) arrivals.said(visitor, line);
    arrivals.look(1999);
    expect(told).toEqual([]);
    arrivals.look(2000);
    arrivals.look(3000);
    arrivals.said(visitor, 'CAP LS 302');
    arrivals.left(visitor);
    expect(told).toEqual([CAME, LEFT]);
  }
});

test('who asks with TLS is there already, and without TLS to offer everybody is', () => {
  const secure = house();
  secure.arrivals.came(secure.visitor);
  secure.visitor.isSecure = true;
  secure.arrivals.said(secure.visitor, 'CAP LS 302');
  expect(secure.told).toEqual([CAME]);
  const plain = house('off');
  plain.arrivals.came(plain.visitor);
  expect(plain.told).toEqual([CAME]);
});
