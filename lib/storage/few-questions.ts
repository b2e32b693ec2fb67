/** A store that is asked few questions at a time, so that a commit never waits behind more than those. */
import type { Store } from './store.js';

/** Questions under way together: one is answered while the next is on its way. */
const QUESTIONS_MAX = 2;

export function withFewQuestions(store: Store): Store {
  const waiting: (() => void)[] = [];
  let asked = 0;
  const inTurn = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    if (asked >= QUESTIONS_MAX) await new Promise<void>((resolve) => waiting.push(resolve));
    else asked += 1;
    try {
      return await ask();
    } finally {
      // Whoever waits takes the place over.
      const next = waiting.shift();
      if (next === undefined) asked -= 1;
      else next();
    }
  };
  return {
    durable: store.durable,
    load: (node) => store.load(node),
    commit: (changes) => store.commit(changes),
    page: (question) => inTurn(() => store.page(question)),
    search: (question) => inTurn(() => store.search(question)),
    targets: (question) => inTurn(() => store.targets(question)),
    sent: (clientId) => store.sent(clientId),
    retain: (rule, now) => store.retain(rule, now),
    close: () => store.close(),
  };
}
