/** However many ask, a commit waits behind two questions at most. */
import { expect, test } from '@jest/globals';
import { roomConversation } from '../../../lib/core/conversation.js';
import type { PageQuestion } from '../../../lib/core/question.js';
import { withFewQuestions } from '../../../lib/storage/few-questions.js';
import { MemoryStore } from '../../../lib/storage/memory.js';

const QUESTION: PageQuestion = {
  ...{ kind: 'page', conversation: roomConversation('#a'), limit: 1, events: false, since: null },
  which: { kind: 'latest', after: null },
};

test('two are asked together, the others in their order as those are answered, also with an error', async () => {
  const inner = new MemoryStore();
  const answers: (() => void)[] = [];
  let fails = false;
  inner.page = () =>
    new Promise((resolve, reject) => {
      answers.push(() => {
        if (fails) reject(new Error('no'));
        else resolve([]);
      });
    });
  const store = withFewQuestions(inner);
  const done: number[] = [];
  const asked = [1, 2, 3, 4, 5].map((number) =>
    store.page(QUESTION).then(
      () => done.push(number),
      () => done.push(-number),
    ),
  );
  expect(answers).toHaveLength(2);
  for (const index of [0, 1, 2, 3, 4]) {
    fails = index === 1;
    answers[index]?.();
    await asked[index];
    expect(answers).toHaveLength(Math.min(5, index + 3));
  }
  expect(done).toEqual([1, -2, 3, 4, 5]);
});
