import type { DigestRows } from './digest-rows.ts';
import { firstOwn } from './find-entry.ts';
import { type MakingParts, makeDigest } from './make-digest.ts';
import { endedPeriods, type Rhythm } from './periods.ts';
import { ledgerSize } from './read-page.ts';

/** What makes the digests that are due. */
export interface DueParts extends MakingParts {
  readonly rows: Pick<DigestRows, 'latestEnd' | 'has' | 'keep'>;
}

/** So long after a period ended its digest is made: clocks differ, and what was on its way is in the ledger then. */
const SETTLE_MS = 900_000;
/** So many are made at once. */
const MOST = 60;

/**
 * Makes the digests of all periods that have ended, the oldest first, at most 60 of them; also those that ended while nobody served. They go on where the
 * latest one ended, or begin with the ledger's first event. Of replicas that make the same, one keeps it. Gives how many were kept. Raises
 * `ledger_unavailable`.
 */
export async function makeDue(parts: DueParts, rhythm: Rhythm, signal: AbortSignal): Promise<number> {
  const { rows, clock } = parts;
  const since = (await rows.latestEnd()) ?? (await begun(parts));
  if (since === undefined) return 0;
  let kept = 0;
  for (const period of endedPeriods({ since, by: clock.now() - SETTLE_MS, most: MOST }, rhythm)) {
    if (signal.aborted) break;
    if (await rows.has(period)) continue;
    const made = await makeDigest(parts, { period, rhythm, signal });
    if (made === undefined) break;
    if (await rows.keep(made)) kept += 1;
  }
  return kept;
}

/** The time of the ledger's first event. */
async function begun({ database, ownKid }: DueParts): Promise<number | undefined> {
  const end = await ledgerSize(database);
  return (await firstOwn(database, { first: 0, end, ownKid: ownKid() }))?.time;
}
