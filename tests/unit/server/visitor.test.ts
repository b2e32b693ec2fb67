/** How a connection paces itself: nothing of one sender's makes the others wait or fills the memory. */
import { Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { ANSWER_BYTES_PER_TURN } from '../../../lib/base/limits.js';
import { sessionId } from '../../../lib/base/ids.js';
import { PlainDialect } from '../../../lib/dialects/plain/dialect.js';
import { Visitor } from '../../../lib/server/visitor.js';
import { settingsFrom } from '../../support/chat-server.js';
import { closeAfterTest } from '../../support/cleanup.js';
import { NOON } from '../../support/scene.js';

const NOTHING = (): void => undefined;

test('long answers go out before more of them are made', async () => {
  const socket = new Socket();
  closeAfterTest(() => socket.destroy());
  // It goes nowhere.
  socket.on('error', NOTHING);
  const handled: number[] = [];
  const finished = new Promise<void>((resolve) => {
    const answer = (visitor: Visitor): void => {
      handled.push(visitor.outbox.gathered);
      visitor.outbox.add(Buffer.alloc(ANSWER_BYTES_PER_TURN - 1));
      // As the fan-out does at the end of a turn.
      setImmediate(() => visitor.outbox.flush());
      if (handled.length === 10) resolve();
    };
    const visitor = new Visitor({
      id: sessionId(1),
      socket,
      address: '10.0.0.1:1',
      dialect: new PlainDialect(
        { settings: settingsFrom(), now: () => NOON, tlsCap: null, strangers: () => 0, isHere: () => false },
        () => ({
          names: [],
          total: 0,
        }),
      ),
      floodControl: false,
      now: () => NOON,
      events: { onLine: answer, onFlood: NOTHING, onEnd: NOTHING, onSlow: NOTHING, onBug: NOTHING },
    });
    visitor.receive(Buffer.from('LIST\n'.repeat(10)));
    expect(handled).toHaveLength(2);
  });
  await finished;
  expect(Math.max(...handled)).toBe(ANSWER_BYTES_PER_TURN - 1);
});
