import { type Baa, type Clock, type Identity, SallyportError } from '@sallyport/core';
import { type EventKeys, readTypedJws } from '@sallyport/ledger';
import { type Policy, readSlice } from '@sallyport/pipeline';

/** The `typ` of a slice, pinned. */
const SLICE_TYPE = 'sallyport-policy+jws';

/** The longest slice that is read, in bytes. */
export const MAX_SLICE_BYTES = 16_777_216;

/** What the companion's policy says of one caller over one connection, verified. */
export interface Slice {
  readonly policy: Policy;
  /** What agreement covers the provider. */
  readonly baa: Baa;
  /** The number of the configuration it is from: they only grow. */
  readonly version: number;
  /** For how long it may be followed from now on, in milliseconds: more than 0. */
  readonly lifeMs: number;
}

/** What a slice must be. */
export interface SliceDemand {
  /** The companion's base URL without a slash at its end. */
  readonly root: string;
  readonly connection: string;
  readonly identity: Identity;
  /** The keys by which the companion is believed. */
  readonly keys: EventKeys;
  /** The companion's time. */
  readonly clock: Clock;
}

/**
 * Verifies a slice: a compact JWS (ES256, `typ` pinned) by a key of the companion's, issued by that companion, for this identity and connection
 * (RFC 8725 §3.8, §3.9), not expired, and whole. Raises `policy_invalid`, and `policy_stale` for one that has expired and is sound apart from that.
 */
export async function verifySlice(jws: string, demand: SliceDemand): Promise<Slice> {
  const { root, connection, identity, keys, clock } = demand;
  const claims = await readTypedJws(jws, { type: SLICE_TYPE, keys, maxBytes: MAX_SLICE_BYTES });
  const { iss, sub, sub_iss: issuer, connection: named, iat, exp, version, baa } = claims ?? {};
  const meant = isRoot(iss, root) && sub === identity.subject && issuer === identity.issuer && named === connection;
  const policy = meant ? readSlice(claims?.policy) : undefined;
  if (policy === undefined || !isBaa(baa) || !isVersion(version)) throw new SallyportError('policy_invalid');
  if (!isTime(iat) || !isTime(exp) || exp <= iat) throw new SallyportError('policy_invalid');
  const lifeMs = Math.min(exp * 1000 - clock.now(), (exp - iat) * 1000);
  if (lifeMs <= 0) throw new SallyportError('policy_stale');
  return Object.freeze({ policy, baa, version, lifeMs });
}

function isRoot(iss: unknown, root: string): boolean {
  return typeof iss === 'string' && URL.canParse(iss) && new URL(iss).href.replace(/\/$/, '') === root;
}

function isBaa(value: unknown): value is Baa {
  return typeof value === 'boolean' || value === 'self_hosted';
}

function isVersion(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

/** Seconds since the Unix epoch, RFC 7519 §2. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
