/** Puts the core's questions about the past to the store. */
import type { Question, TargetRow } from '../core/question.js';
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
      case 'page':
        return { kind: 'history', question, target, onEntry, entries: await store.page(question) };
      case 'search':
        return { kind: 'history', question, target, onEntry, entries: await store.search(question) };
      case 'targets':
        return { kind: 'history-targets', rows: nameRows(await store.targets(question)) };
    }
  } catch {
    return { kind: 'history-failed', question, target };
  }
}
