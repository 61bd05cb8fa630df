import { type Clock, isSallyportError } from '@sallyport/core';
import { proofId } from '@sallyport/ledger';
import type { EventLog } from '../door/event-log.ts';
import type { Database } from '../storage/index.ts';
import { ROTATED_PURPOSES, type RotatedPurpose } from './key-purpose.ts';
import { PUBLISHED_FIRST_MS } from './rotate-signing-key.ts';
import type { SigningKeys } from './signing-keys.ts';
import { type StoredKey, storedKeys } from './stored-keys.ts';

/** What keys are tended with. */
export interface TendingParts {
  readonly database: Database;
  readonly keys: Pick<SigningKeys, 'refresh'>;
  readonly log: Pick<EventLog, 'commit'>;
  readonly clock: Clock;
}

/**
 * How long a retired key still verifies: grants live a quarter of an hour, and nothing else that these keys sign lives longer than
 * one; five minutes more for clocks that differ. Milliseconds.
 */
const RETIRED_FOR_MS = 3_900_000;

/**
 * Takes rotations one step further, on whichever replica comes first: promotes the next key once it was published long enough, with
 * `credential.rotated` durable before, and drops the retired. Then reads the keys again. Raises `ledger_unavailable`, `secret_unsealed`, `overloaded`.
 */
export async function tendSigningKeys(parts: TendingParts): Promise<void> {
  for (const purpose of ROTATED_PURPOSES) await tend(parts, purpose);
  await parts.keys.refresh();
}

async function tend(parts: TendingParts, purpose: RotatedPurpose): Promise<void> {
  const now = parts.clock.now();
  const stored = storedKeys(parts.database, purpose);
  const keys = await stored.list();
  const next = keys.find(({ state }) => state === 'next');
  if (next !== undefined && now - next.changedAt >= PUBLISHED_FIRST_MS) {
    await recordRotated(parts.log, { purpose, next });
    await stored.promote(next.kid, now);
  }
  const before = now - RETIRED_FOR_MS;
  if (keys.some(({ state, changedAt }) => state === 'retired' && changedAt < before)) await stored.dropRetired(before);
}

/** Once for each key: its name makes the event's id, so of several replicas one records it. */
async function recordRotated(
  log: Pick<EventLog, 'commit'>,
  { purpose, next }: { readonly purpose: RotatedPurpose; readonly next: StoredKey },
): Promise<void> {
  const rotated = { what: 'signing_key', name: purpose, keyId: next.kid } as const;
  const draft = { kind: 'credential.rotated', status: 'success', details: { rotated } } as const;
  try {
    await log.commit([{ draft, id: proofId(`signing-key/${purpose}/${next.kid}`), once: true }]);
  } catch (cause) {
    if (!isSallyportError(cause) || cause.code !== 'proof_replayed') throw cause;
  }
}
