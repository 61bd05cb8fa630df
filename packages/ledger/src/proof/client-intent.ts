import { type AppliedCounts, type ClientIntent, ENTITIES, fromBase64url, isUuid, OPERATORS } from '@sallyport/core';
import { HASH_BYTES } from '../hash/hasher.ts';
import { isRecord } from '../jws/compact-jws.ts';

const ENTITY_NAMES: ReadonlySet<string> = new Set(ENTITIES);
const OPERATOR_NAMES: ReadonlySet<string> = new Set(OPERATORS);
const MAX_COUNT = 1_000_000_000;

/** Writes an intent as a claim. */
export function intentClaim({ correlationId, commitment, applied, originals }: ClientIntent): object {
  return { correlation_id: correlationId, commitment, applied, ...(originals === undefined ? {} : { originals }) };
}

/**
 * Reads the claim, strictly: exactly its members, of which `originals` may be absent, known entities and operators, whole counts. Anything else gives
 * `undefined`, so that no free text enters the ledger this way.
 */
export function readIntentClaim(claim: unknown): ClientIntent | undefined {
  if (!isRecord(claim)) return undefined;
  const { correlation_id: correlationId, commitment, applied, originals, ...others } = claim;
  if (Object.keys(others).length > 0 || typeof correlationId !== 'string' || !isUuid(correlationId)) return undefined;
  if (!isCommitment(commitment) || !isApplied(applied)) return undefined;
  if (originals !== undefined && !isCommitment(originals)) return undefined;
  return Object.freeze({ correlationId, commitment, applied, ...(originals === undefined ? {} : { originals }) });
}

/** Tells whether a value is a commitment, or a digest: 32 bytes in base64url. */
export function isCommitment(value: unknown): value is string {
  return typeof value === 'string' && fromBase64url(value)?.length === HASH_BYTES;
}

/** Tells whether a value is counts by entity and operator, of those there are. */
function isApplied(value: unknown): value is AppliedCounts {
  return (
    isRecord(value) &&
    Object.entries(value).every(([entity, counts]) => ENTITY_NAMES.has(entity) && isRecord(counts) && areCounts(counts))
  );
}

function areCounts(counts: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(counts).every(([operator, count]) => OPERATOR_NAMES.has(operator) && isCount(count));
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MAX_COUNT;
}
