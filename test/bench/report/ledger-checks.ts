import type { LedgerCounts } from '../servers/read-ledger.ts';
import type { Check } from './result.ts';

/** A verified ledger before and after, and how many calls went through in between. */
export interface LedgerSpan {
  readonly before: LedgerCounts;
  readonly after: LedgerCounts;
  readonly calls: number;
}

/** Whether a ledger tells of every call: what came into it must be as many proofs, intents and outcomes. */
export function ledgerChecks({ before, after, calls }: LedgerSpan): readonly Check[] {
  const proofs = after.proofs - before.proofs;
  const intents = after.intents - before.intents;
  const outcomes = after.outcomes - before.outcomes;
  return [
    { claim: `the ledger of ${after.leaves} leaves, recounted, verifies from end to end`, holds: true },
    {
      claim: `it tells of ${calls} calls: ${proofs} proofs signed by the caller, ${intents} intents, ${outcomes} outcomes`,
      holds: [proofs, intents, outcomes].every((count) => count === calls),
    },
  ];
}
