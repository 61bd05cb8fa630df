import type { Use } from '@sallyport/pipeline';
import { type CountedClaim, countable } from './claims-of.ts';
import type { CounterParts, Held } from './counters.ts';
import { correctWindow } from './limit-window.ts';

/** What a call held, and what it used. */
interface Ended extends Held {
  readonly use: Use;
}

/** Gives back what a call held and did not use, and takes what it used beyond that. What cannot be written down stands: leases expire. */
export async function releaseHeld({ database, leases }: CounterParts, { windows, lease, use }: Ended): Promise<void> {
  const work = [
    ...windows.flatMap(({ claim, startMs }) => {
      const add = usedBy(claim, use) - claim.add;
      return add === 0 ? [] : [correctWindow(database, { key: claim.key, startMs, add })];
    }),
    ...(lease === undefined ? [] : [leases.release(lease)]),
  ];
  await Promise.allSettled(work);
}

/** A call that was refused before it was sent has used nothing. */
function usedBy({ add, estimate }: CountedClaim, { sent, tokens, answered }: Use): number {
  if (!sent) return 0;
  if (estimate === undefined) return add;
  if (tokens !== undefined) return countable(tokens);
  return answered === undefined ? add : countable(estimate.request + answered);
}
