import { asSallyportError } from '@sallyport/core';
import type { Database } from '../storage/index.ts';
import { endorseStep } from './endorse-step.ts';
import type { LedgerKeys } from './ledger-keys.ts';

/** How often replicas that start together may come before each other. */
const ATTEMPTS = 5;

/**
 * Sees to it that the trust names these witnesses, the order of no account, and that it is vouched for. Replicas that start together do it
 * once. Raises `rotation_in_progress` while others keep changing the trust, and what reading and storing raise.
 */
export async function nameWitnesses(
  witnesses: readonly string[],
  { database, read }: { readonly database: Database; readonly read: () => Promise<LedgerKeys> },
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const keys = await read();
    if (sameSet(keys.trust.witnesses, witnesses)) return;
    try {
      await endorseStep(database, { keys, after: { ...keys.trust, witnesses } });
    } catch (cause) {
      if (attempt === ATTEMPTS || asSallyportError(cause).code !== 'rotation_in_progress') throw cause;
    }
  }
}

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key) => other.includes(key));
}
