import { SallyportError } from '@sallyport/core';
import { endorseTrust, type Trust } from '@sallyport/ledger';
import { type Database, guarded, type SqlRunner } from '../storage/index.ts';
import type { LedgerKeys } from './ledger-keys.ts';
import { addStep } from './stored-steps.ts';

/** A change of what the ledger is believed by. */
export interface TrustChange {
  readonly keys: LedgerKeys;
  readonly after: Trust;
  /** What is stored together with the endorsement. Gives `false` where it cannot be: then neither is. */
  readonly store?: (runner: SqlRunner) => Promise<boolean>;
}

/** Vouches for a change with the keys that sign now, and stores that together with it. Raises `rotation_in_progress` when another change came first, `ledger_unavailable`. */
export async function endorseStep(database: Database, { keys, after, store }: TrustChange): Promise<void> {
  const { trust, log, event } = keys;
  const endorsement = await endorseTrust({ before: trust, after }, { log, event });
  const step = { position: trust.endorsements.length, endorsement };
  await guarded(
    database.transaction(async (runner) => {
      if (!(await addStep(runner, step)) || (await store?.(runner)) === false) {
        throw new SallyportError('rotation_in_progress');
      }
    }),
  );
}
