import { createHash } from 'node:crypto';
import { type Clock, utf8 } from '@sallyport/core';
import { type EventSigner, signTypedJws } from '@sallyport/ledger';
import { type SliceOwner, slicePolicy } from '@sallyport/policy';
import { SliceCache } from './slice-cache.ts';
import type { Snapshot } from './snapshot.ts';

/** The `typ` of a slice, pinned on every verification. */
const SLICE_TYPE = 'sallyport-policy+jws';

/** What slices are signed as, and with. */
export interface SliceIssuerParts {
  /** The companion's public URL: `iss`. */
  readonly issuer: string;
  /** Asked each time. */
  readonly signer: () => EventSigner;
  readonly clock: Clock;
}

/** Who asks for a slice, and what they hold. */
export interface SliceOrder {
  readonly owner: SliceOwner;
  /** The `If-None-Match` header, RFC 9110 §13.1.2. */
  readonly held?: string;
}

/** A slice as it is given; without a JWS where the one that is held may go on. */
export interface IssuedSlice {
  /** An entity tag, RFC 9110 §8.8.3. */
  readonly etag: string;
  readonly jws?: string;
}

/** Gives slices of the policy of a version. */
export type IssueSlice = (snapshot: Pick<Snapshot, 'version' | 'policy'>, order: SliceOrder) => Promise<IssuedSlice>;

/** How long a slice may be followed, in seconds. */
const LIFETIME_S = 300;
/** After so many seconds one that is held is replaced, so that it never comes to its end while its policy is in force. */
const FRESH_S = 60;
/** All that is kept ready, in characters. */
const MOST_KEPT = 33_554_432;
/** What an entry takes beside its text. */
const OVERHEAD = 1_024;

interface Prepared {
  /** The claims without `iat` and `exp`, as JSON without the closing brace. */
  readonly text: string;
  /** SHA-256 of it, in hex. */
  readonly digest: string;
  readonly size: number;
}

/**
 * Cuts and signs slices. A tag says what was given and when: one that was given less than a minute ago, and would be given again, may go on.
 * Cutting takes time by the number of rules, so what was cut for a caller is kept, within bounds, until another version is in force.
 */
export function sliceIssuer({ issuer, signer, clock }: SliceIssuerParts): IssueSlice {
  const cache = new SliceCache<Prepared>(MOST_KEPT);
  let cachedVersion = 0;
  return async (snapshot, { owner, held }) => {
    if (snapshot.version !== cachedVersion) cache.clear();
    cachedVersion = snapshot.version;
    const key = JSON.stringify(keyOf(owner));
    const slice = cache.find(key) ?? prepare(snapshot, { owner, issuer });
    cache.keep(key, slice);
    const now = Math.floor(clock.now() / 1000);
    const fresh = heldSince(held, slice.digest).find((iat) => iat <= now && now - iat < FRESH_S);
    if (fresh !== undefined) return { etag: tagOf(slice.digest, fresh) };
    const payload = utf8(`${slice.text},"iat":${now},"exp":${now + LIFETIME_S}}`);
    return { etag: tagOf(slice.digest, now), jws: await signTypedJws(payload, { type: SLICE_TYPE, signer: signer() }) };
  };
}

/** All that a slice depends on, beside the version. */
function keyOf({ issuer, subject, groups, client, nature, connection, baa, source }: SliceOwner): readonly unknown[] {
  return [issuer, subject, groups.toSorted(), client, nature, connection, baa, source];
}

function prepare(
  { version, policy }: Pick<Snapshot, 'version' | 'policy'>,
  { owner, issuer }: { readonly owner: SliceOwner; readonly issuer: string },
): Prepared {
  const { subject, connection, baa } = owner;
  const slice = slicePolicy(policy, owner);
  const claims = { iss: issuer, sub: subject, sub_iss: owner.issuer, connection, baa, version, policy: slice };
  const text = JSON.stringify(claims).slice(0, -1);
  return { text, digest: createHash('sha256').update(text).digest('hex'), size: text.length + OVERHEAD };
}

function tagOf(digest: string, iat: number): string {
  return `"${digest}-${iat}"`;
}

/** When those slices of this content were given that a header says are held. */
function heldSince(header: string | undefined, digest: string): readonly number[] {
  if (header === undefined || header.length > 2_048) return [];
  const tags = [...header.matchAll(/"([0-9a-f]{64})-(\d{1,12})"/g)];
  return tags.filter(([, said]) => said === digest).map(([, , iat]) => Number(iat));
}
