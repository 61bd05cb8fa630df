import { type Clock, isSallyportError } from '@sallyport/core';
import { proofId } from '@sallyport/ledger';
import type { EventLog } from '../door/event-log.ts';
import type { Database } from '../storage/index.ts';
import { endSigningKey } from './end-signing-key.ts';
import { type KeyPurpose, LEDGER_PURPOSES, type LedgerPurpose, PUBLISHED_PURPOSES } from './key-purpose.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { PUBLISHED_FIRST_MS } from './rotate-signing-key.ts';
import type { SigningKeys } from './signing-keys.ts';
import { type StoredKey, type StoredKeys, storedKeys } from './stored-keys.ts';

/** What keys are tended with. */
export interface TendingParts {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
  readonly keys: Pick<SigningKeys, 'refresh'>;
  readonly log: Pick<EventLog, 'commit'>;
  readonly clock: Clock;
}

/**
 * How long a retired key still verifies: grants live a quarter of an hour, and nothing else that these keys sign lives longer than
 * one; five minutes more for clocks that differ. So long an event key may still sign, too: for a replica that is slow to hear. A log key
 * signs beside the new one for a week, in which whoever runs a witness tells it the new one. Milliseconds.
 */
const RETIRED_FOR_MS: Readonly<Record<KeyPurpose, number>> = Object.freeze({
  grant: 3_900_000,
  federation: 3_900_000,
  event: 3_900_000,
  log: 604_800_000,
});

/**
 * Takes rotations one step further, on whichever replica comes first: promotes the next key once it was published long enough, with
 * `credential.rotated` durable before, and drops the retired; of the ledger's keys it destroys the private half alone, and records that too.
 * Reads the keys again before and after. Raises `ledger_unavailable`, `secret_unsealed`, `key_unavailable`, `ledger_corrupt`, `overloaded`.
 */
export async function tendSigningKeys(parts: TendingParts): Promise<void> {
  await parts.keys.refresh();
  for (const purpose of [...PUBLISHED_PURPOSES, ...LEDGER_PURPOSES]) await promoteDue(parts, purpose);
  const now = parts.clock.now();
  for (const purpose of PUBLISHED_PURPOSES) {
    const before = now - RETIRED_FOR_MS[purpose];
    const stored = storedKeys(parts.database, purpose);
    if ((await stored.list()).some((key) => isOver(key, before))) await stored.dropRetired(before);
  }
  for (const purpose of LEDGER_PURPOSES) await endDue(parts, { purpose, before: now - RETIRED_FOR_MS[purpose] });
  await parts.keys.refresh();
}

async function promoteDue({ database, clock, log }: TendingParts, purpose: KeyPurpose): Promise<void> {
  const now = clock.now();
  const stored = storedKeys(database, purpose);
  const next = (await stored.list()).find(({ state }) => state === 'next');
  if (next === undefined || now - next.changedAt < PUBLISHED_FIRST_MS) return;
  await recordOnce(log, { purpose, kid: next.kid });
  await stored.promote(next.kid, now);
}

/** The key is gone before it is on record that it is: what it signed until then stands before that, and nothing after. */
async function endDue(
  { database, wrapper, log }: TendingParts,
  { purpose, before }: { readonly purpose: LedgerPurpose; readonly before: number },
): Promise<void> {
  const stored: StoredKeys = storedKeys(database, purpose);
  const due = (await stored.list()).filter((key) => isOver(key, before));
  for (const key of due) await endSigningKey({ purpose, key, stored, wrapper });
  for (const { kid, state } of await stored.list()) {
    if (state !== 'ended') continue;
    await recordOnce(log, { purpose, kid, retired: true });
    await stored.keep(kid);
  }
}

function isOver({ state, changedAt }: StoredKey, before: number): boolean {
  return state === 'retired' && changedAt < before;
}

interface Rotated {
  readonly purpose: KeyPurpose;
  readonly kid: string;
  readonly retired?: true;
}

/** The key's name makes the event's id, so of several replicas one records it. */
async function recordOnce(log: Pick<EventLog, 'commit'>, { purpose, kid, ...retired }: Rotated): Promise<void> {
  const rotated = { what: 'signing_key', name: purpose, keyId: kid, ...retired } as const;
  const draft = { kind: 'credential.rotated', status: 'success', details: { rotated } } as const;
  const name = ['signing-key', purpose, kid, ...Object.keys(retired)].join('/');
  try {
    await log.commit([{ draft, id: proofId(name), once: true }]);
  } catch (cause) {
    if (!isSallyportError(cause) || cause.code !== 'proof_replayed') throw cause;
  }
}
