/** What the core asks of the store: asked for it, and answered to whoever waits, or told to the core again. */
import { ANSWER_BYTES_PER_TURN } from '../base/limits.js';
import type { SessionId } from '../base/ids.js';
import type { EffectOf } from '../core/effect.js';
import type { CoreEvent } from '../core/event.js';
import { namedTargets } from '../core/history.js';
import type { TargetRow } from '../core/question.js';
import type { Reply } from '../core/reply.js';
import type { World } from '../core/world.js';
import type { Store } from '../storage/store.js';
import { answerFrom } from './answer-from.js';
import type { Unkept } from './unkept.js';
import type { Visitor } from './visitor.js';

export interface StoreQuestionsParts {
  readonly world: World;
  readonly store: Store;
  readonly unkept: Unkept;
  /** Begins when all before it is kept, for only then does the store know what was said; later lines wait for it. */
  readonly during: (id: SessionId, work: (visitor: Visitor) => Promise<void>) => void;
  /** Comings and goings that wait to be kept wait no longer. */
  readonly hurry: () => void;
  readonly handle: (event: CoreEvent) => void;
  readonly reply: (visitor: Visitor, reply: Reply) => void;
}

export class StoreQuestions {
  constructor(private readonly parts: StoreQuestionsParts) {}

  ask({ to, question, target, onEntry }: EffectOf<'ask-store'>): void {
    const { store, during, hurry, reply } = this.parts;
    // Whoever has just seen somebody leave finds that in the page too.
    if (question.kind === 'page' && question.events) hurry();
    during(to, async (visitor) => {
      // A long answer is not put on top of another one that is still on its way.
      await visitor.outbox.below(ANSWER_BYTES_PER_TURN);
      reply(visitor, await answerFrom(store, question, target, onEntry, this.namesFor(to)));
    });
  }

  private namesFor(id: SessionId) {
    const { world } = this.parts;
    return (rows: readonly TargetRow[]) => namedTargets(world, world.sessions.get(id), rows);
  }

  lookUp({ session, args }: EffectOf<'look-up'>): void {
    const { store, unkept, during, handle } = this.parts;
    const clientId = args.clientId ?? '';
    during(session, async () => {
      // Sent twice it is a nuisance, lost it is a loss.
      const kept = await store.sent(clientId).catch(() => null);
      handle({ kind: 'looked-up', session, args, found: kept ?? unkept.find(clientId) });
    });
  }

  findMessage({ session, args, conversation }: EffectOf<'find-message'>): void {
    const { store, during, handle } = this.parts;
    const which = { kind: 'around', at: { by: 'id', id: args.msgid } } as const;
    const what = { limit: 1, events: false, reactions: true, since: null } as const;
    const question = { kind: 'page', conversation, which, ...what } as const;
    during(session, async () => {
      const entries = await store.page(question).catch(() => []);
      const said = entries.map(({ happening }) => happening).find(({ id }) => id === args.msgid);
      const found = said?.kind === 'message' ? said : null;
      handle({ kind: 'message-found', session, args, conversation, found });
    });
  }
}
