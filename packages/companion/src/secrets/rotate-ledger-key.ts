import { type Clock, systemClock } from '@sallyport/core';
import { readEventKey, type Trust, trustFingerprint } from '@sallyport/ledger';
import type { JWK } from 'jose';
import { PROMPT_SIGNATURES } from '../crypto/index.ts';
import type { Database } from '../storage/index.ts';
import { endorseStep } from './endorse-step.ts';
import { ensureSigningKey } from './ensure-signing-key.ts';
import type { KeyPurpose, LedgerPurpose } from './key-purpose.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { ledgerKeyReader } from './ledger-keys.ts';
import { verifierKeyOf } from './ledger-signers.ts';
import { type NewSigningKey, newSigningKey } from './new-signing-key.ts';
import { type BegunRotation, PUBLISHED_FIRST_MS, rotateSigningKey } from './rotate-signing-key.ts';
import { addNextKey } from './stored-keys.ts';

/** Where a companion's keys are kept, and the origin of its log. */
export interface LedgerRotation {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
  readonly origin: string;
  /** Default: the system's. */
  readonly clock?: Clock;
}

/**
 * Begins to rotate a key of any purpose; one for grants or federation as `rotateSigningKey` does. Raises what that does, and of the
 * ledger's keys `secret_unsealed` and `ledger_corrupt` besides.
 */
export async function rotateKey(purpose: KeyPurpose, rotation: LedgerRotation): Promise<BegunRotation> {
  if (purpose === 'log' || purpose === 'event') return rotateLedgerKey(purpose, rotation);
  const { origin: _, ...stored } = rotation;
  return rotateSigningKey({ ...stored, purpose });
}

/**
 * Begins to rotate a key by which the ledger is believed: makes the next one, vouched for by those that sign now, and publishes it in the
 * trust. A companion that serves promotes it once clients can know it, and destroys the private half of the old one when nobody signs with
 * it any more; its public half stays. Companions may serve meanwhile; no call fails.
 */
async function rotateLedgerKey(purpose: LedgerPurpose, rotation: LedgerRotation): Promise<BegunRotation> {
  const { database, wrapper, origin, clock = systemClock } = rotation;
  for (const each of ['log', 'event'] as const) await ensureSigningKey({ database, wrapper, purpose: each });
  const keys = await ledgerKeyReader({ database, wrapper, origin, clock, signatures: PROMPT_SIGNATURES })();
  const key = await newSigningKey(purpose, wrapper);
  const after = await withKey(keys.trust, { key, origin });
  const now = clock.now();
  await endorseStep(database, { keys, after, store: (runner) => addNextKey(runner, { key, at: now }) });
  const verifierKey = purpose === 'log' ? { verifierKey: after.logKeys.at(-1) ?? '' } : {};
  return { kid: key.kid, signsFrom: now + PUBLISHED_FIRST_MS, fingerprint: trustFingerprint(after), ...verifierKey };
}

async function withKey(
  { logKeys, eventKeys, witnesses }: Trust,
  { key: { purpose, publicJwk }, origin }: { readonly key: NewSigningKey; readonly origin: string },
): Promise<Trust> {
  const jwk = JSON.parse(publicJwk) as JWK;
  if (purpose === 'log') return { logKeys: [...logKeys, verifierKeyOf(jwk, origin)], eventKeys, witnesses };
  return { logKeys, eventKeys: [...eventKeys, await readEventKey(jwk)], witnesses };
}
