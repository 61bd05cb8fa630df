import { type Cosigner, cosignedHead } from './cosigned-head.ts';
import type { KeepFork } from './fork-files.ts';
import type { Heads } from './heads.ts';
import { type Judgement, judgeSubmission, openSubmitted } from './judge-submission.ts';
import { readSubmission } from './submission.ts';
import { createTurns } from './turns.ts';

/** What a witness is made of. */
export interface WitnessParts extends Cosigner {
  readonly heads: Heads;
  readonly keepFork: KeepFork;
}

/** What becomes of a submission. */
export type Answer =
  | { readonly kind: 'cosigned'; readonly size: number; readonly line: string }
  | Exclude<Judgement, { readonly kind: 'consistent' }>;

/** Cosigns what goes on from what it has seen, and nothing else. */
export interface Witness {
  /**
   * Answers the body of an `add-checkpoint`, C2SP tlog-witness. What it cosigns it has remembered, durably, before it says so.
   * Raises `request_invalid`, `witness_log_unknown`, `checkpoint_unsigned`, `checkpoint_inconsistent`, and what `Heads.put` raises.
   */
  addCheckpoint(body: Uint8Array): Promise<Answer>;
}

/** A witness over its heads. */
export function createWitness({ heads, keepFork, ...cosigner }: WitnessParts): Witness {
  const turns = createTurns();
  return Object.freeze({
    addCheckpoint: async (body: Uint8Array) => {
      const submission = readSubmission(body);
      const checkpoint = await openSubmitted(submission, cosigner.logs);
      // Reading the head and replacing it is one step: else a slower request could put an older head in place of a newer.
      return turns.take(checkpoint.origin, async (): Promise<Answer> => {
        const before = heads.get(checkpoint.origin);
        const judgement = judgeSubmission(submission, { checkpoint, head: before });
        if (judgement.kind === 'forked') await keepFork(checkpoint, submission.note);
        if (judgement.kind !== 'consistent') return judgement;
        const judged = { checkpoint, note: submission.note, superseded: before?.superseded ?? [] };
        const { head, line } = await cosignedHead(judged, cosigner);
        await heads.put(head);
        return { kind: 'cosigned', size: checkpoint.size, line };
      });
    },
  });
}
