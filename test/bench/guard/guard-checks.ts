import { ledgerChecks } from '../report/ledger-checks.ts';
import type { Check } from '../report/result.ts';
import type { LedgerCounts } from '../servers/read-ledger.ts';
import type { GuardMeasured } from './call-in-turn.ts';

/** What ours is held against after its calls. */
export interface GuardEvidence {
  readonly before: LedgerCounts;
  readonly after: LedgerCounts;
  /** Calls of ours in between. */
  readonly calls: number;
  /** Whether its process has delivered all its events. */
  readonly delivered: boolean;
}

/** Whether the ledger tells of every call of ours, by the companion and by the client's own events. */
export function evidenceChecks({ before, after, calls, delivered }: GuardEvidence): readonly Check[] {
  const signed = after.clientOutcomes - before.clientOutcomes;
  return [
    ...ledgerChecks({ before, after, calls }),
    {
      claim: `it holds ${signed} outcomes that the client signed and delivered, for ${calls} calls`,
      holds: delivered && signed === calls,
    },
  ];
}

/** Whether not one of the calls that were timed brought a planted address to the provider through ours, and all did through the plain client. */
export function timedChecks(measured: readonly GuardMeasured[], { what, count }: TimedCalls): readonly Check[] {
  const raw = (wanted: string) => measured.find(({ name }) => name === wanted)?.rounds.map((round) => round.raw) ?? [];
  const ours = raw('sallyport');
  const plain = raw('openai');
  const calls = ours.length * count;
  const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);
  return [
    {
      claim: `${what}: a planted address reached the provider in ${sum(ours)} of ${calls} timed calls of ours, and in ${sum(plain)} of the plain client`,
      holds: calls > 0 && sum(ours) === 0 && sum(plain) === plain.length * count,
    },
  ];
}

/** Which calls were timed, and how many of a client in a round. */
export interface TimedCalls {
  readonly what: string;
  readonly count: number;
}
