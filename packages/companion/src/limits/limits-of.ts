import { asSallyportError, type Clock, SallyportError } from '@sallyport/core';
import type { Decided, Limits, Taken } from '@sallyport/pipeline';
import { SteadyClock } from '../quota/steady-clock.ts';
import type { Database } from '../storage/index.ts';
import { claimsOf } from './claims-of.ts';
import { type CounterParts, type Held, takeClaims } from './counters.ts';
import { Leases } from './leases.ts';
import { releaseHeld } from './release-held.ts';

/** The limits of policies, counted in the database. */
export interface CallLimiter extends Limits {
  /** Renews no lease any more. */
  close(): Promise<void>;
}

/** A clock that is back by more than this was set right. Until then it stands still. */
const PATIENCE_MS = 300_000;

const NOTHING_TAKEN: Taken = Object.freeze({ release: async () => undefined });

/**
 * Counts what calls use, across all replicas on one database; docs/limits.md says what is promised. Of several limits all are taken or none. A
 * call whose rule has none does not touch the database. `take` raises `limit_exceeded`, `limit_concurrent`, each with when to try again,
 * and `ledger_unavailable` when it cannot be counted.
 */
export function limitsOf(database: Pick<Database, 'query' | 'transaction'>, source: Clock): CallLimiter {
  const clock = new SteadyClock(source, { patienceMs: PATIENCE_MS });
  const leases = new Leases(database, clock);
  const parts = { database, clock, leases };
  return Object.freeze({
    take: async (exchange: Decided) => {
      const claims = claimsOf(exchange);
      if (claims === undefined) return NOTHING_TAKEN;
      const held = await takeClaims(parts, claims).catch((cause: unknown) => {
        throw withNote(asSallyportError(cause, 'ledger_unavailable'), exchange);
      });
      return takenOf(parts, held);
    },
    close: () => leases.close(),
  });
}

/** Released twice is released once. */
function takenOf(parts: CounterParts, held: Held): Taken {
  let released: Promise<void> | undefined;
  return {
    release: (use) => {
      released ??= releaseHeld(parts, { ...held, use });
      return released;
    },
  };
}

/** What the policy tells the callers it refuses. */
function withNote(error: SallyportError, { decision: { message: note } }: Decided): SallyportError {
  if (note === undefined || error.code === 'ledger_unavailable') return error;
  return new SallyportError(error.code, { ...error.details, note });
}
