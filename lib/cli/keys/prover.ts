/** Answers what the session asks to prove who we are; the cryptography is loaded when it is first needed. */
import type { Answer, ProofAsk } from '../../client/proof.js';
import { codeOf } from '../../files/private-files.js';
import type { Proving } from './proving.js';

export class Prover {
  private readonly proving: Proving;

  /** `address` is what was typed, with its port: the server's key is pinned to it. */
  constructor(address: string) {
    this.proving = { address, pinned: null, keys: new Map() };
  }

  /** Never rejects. `remote` is the other end of the connection as the system tells it. */
  async answer(ask: ProofAsk, remote: string): Promise<Answer> {
    try {
      const { work } = await import('./proving.js');
      return await work(this.proving, ask, remote);
    } catch (error) {
      const why = error instanceof Error ? error.message : codeOf(error);
      return { kind: 'failed', id: ask.id, text: `Your name could not be proved: ${why}` };
    }
  }
}
