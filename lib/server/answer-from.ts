/** Puts the core's questions about the past to the store. */
import type { Entry } from '../core/kept.js';
import { behind } from '../core/history.js';
import type { PageQuestion, Question, TargetRow, TargetsQuestion } from '../core/question.js';
import type { NamedTarget, Reply } from '../core/reply.js';
import type { Store } from '../storage/store.js';

/** Never rejects: what the store cannot tell is an answer too. */
export async function answerFrom(
  store: Store,
  question: Question,
  target: string,
  onEntry: boolean,
  nameRows: (rows: readonly TargetRow[]) => readonly NamedTarget[],
): Promise<Reply> {
  try {
    switch (question.kind) {
      case 'page': {
        const entries = await store.page(question);
        const isLast = !onEntry && (await isLastPage(store, question, entries));
        return { kind: 'history', question, target, onEntry, entries, isLast };
      }
      case 'search': {
        const entries = await store.search(question);
        return { kind: 'history', question, target, onEntry, entries, isLast: false };
      }
      case 'targets':
        return await targetsFrom(store, question, nameRows);
    }
  } catch {
    return { kind: 'history-failed', question, target };
  }
}

/** A page that is full may be the last one: whether there is anything behind it is asked. */
async function isLastPage(store: Store, question: PageQuestion, entries: readonly Entry[]): Promise<boolean> {
  const page = entries.filter(({ happening }) => happening.kind !== 'message' || happening.as !== 'tags');
  if (page.length < question.limit) return question.which.kind !== 'around';
  const which = behind(question.which, page);
  if (which === null) return false;
  return (await store.page({ ...question, which, limit: 1, reactions: false })).length === 0;
}

async function targetsFrom(
  store: Store,
  question: TargetsQuestion,
  nameRows: (rows: readonly TargetRow[]) => readonly NamedTarget[],
): Promise<Reply> {
  const { limit } = question;
  const found = await store.targets({ ...question, limit: limit + 1 });
  return {
    kind: 'history-targets',
    rows: nameRows(found.slice(0, limit)),
    isLast: found.length <= limit,
  };
}
