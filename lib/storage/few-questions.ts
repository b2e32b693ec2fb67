/** A store that is asked few questions at a time, so that a commit never waits behind more than those. */
import { Turns } from '../base/turns.js';
import type { Store } from './store.js';

/** Questions under way together: one is answered while the next is on its way. */
const QUESTIONS_MAX = 2;

export function withFewQuestions(store: Store): Store {
  const turns = new Turns(QUESTIONS_MAX);
  return {
    durable: store.durable,
    load: (node) => store.load(node),
    commit: (changes) => store.commit(changes),
    page: (question) => turns.take(() => store.page(question)),
    search: (question) => turns.take(() => store.search(question)),
    targets: (question) => turns.take(() => store.targets(question)),
    sent: (clientId) => store.sent(clientId),
    retain: (rule, now) => store.retain(rule, now),
    close: () => store.close(),
  };
}
