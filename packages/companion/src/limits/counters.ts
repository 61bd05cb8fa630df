import { type Clock, SallyportError } from '@sallyport/core';
import type { Database, SqlRunner } from '../storage/index.ts';
import type { Claims, CountedClaim } from './claims-of.ts';
import type { Leases } from './leases.ts';
import { takeWindow } from './limit-window.ts';

/** When to ask again for one of the calls at once, in seconds: nobody knows when one of them ends. */
const CONCURRENT_AFTER = 1;

/** What counters work with. */
export interface CounterParts {
  readonly database: Pick<Database, 'query' | 'transaction'>;
  readonly clock: Clock;
  readonly leases: Leases;
}

/** A claim of a window that was taken, and when that window began. */
export interface HeldWindow {
  readonly claim: CountedClaim;
  readonly startMs: number;
}

/** What was taken for one call. */
export interface Held {
  readonly windows: readonly HeldWindow[];
  readonly lease?: string;
}

/**
 * Takes all that is claimed, or nothing: in one statement where that is one window, otherwise in one transaction, which locks counters always
 * in the same order. Raises `limit_exceeded`, `limit_concurrent`, each with when to try again; and what the database raises.
 */
export async function takeClaims(parts: CounterParts, claims: Claims): Promise<Held> {
  const { database, leases } = parts;
  if (claims.concurrent === undefined && claims.windows.length === 1) {
    return { windows: await takeWindows(parts, { runner: database, claims }) };
  }
  const held = await database.transaction(async (runner) => {
    const windows = await takeWindows(parts, { runner, claims });
    if (claims.concurrent === undefined) return { windows };
    const lease = await leases.take(runner, claims.concurrent);
    if (lease === undefined) throw new SallyportError('limit_concurrent', { retryAfter: CONCURRENT_AFTER });
    return { windows, lease };
  });
  // Not before it is there for the other replicas.
  if (held.lease !== undefined) leases.keep(held.lease);
  return held;
}

interface Taking {
  readonly runner: SqlRunner;
  readonly claims: Claims;
}

async function takeWindows({ clock }: CounterParts, { runner, claims }: Taking): Promise<readonly HeldWindow[]> {
  const held: HeldWindow[] = [];
  for (const claim of claims.windows) {
    const now = clock.now();
    const { taken, startMs } = await takeWindow(runner, claim, now);
    if (!taken) {
      const retryAfter = Math.max(1, Math.ceil((startMs - now) / 1000 + claim.seconds));
      throw new SallyportError('limit_exceeded', { retryAfter });
    }
    held.push({ claim, startMs });
  }
  return held;
}
