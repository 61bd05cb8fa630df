import { type ErrorCode, type Identity, SallyportError } from '@sallyport/core';
import type { CompanionClient } from '../companion/companion-client.ts';
import { readObject, refusalCode } from '../companion/refusal-code.ts';
import { MAX_SLICE_BYTES } from './verify-slice.ts';

/** The JSON around a slice. */
const MAX_ANSWER_BYTES = MAX_SLICE_BYTES + 4096;

/** RFC 9110 §8.8.3. */
const ETAG = /^(?:W\/)?"[\x21\x23-\x7e]{0,256}"$/;

/** Whose slice is asked for. */
export interface SliceRequest {
  readonly client: CompanionClient;
  readonly identity: Identity;
  readonly connection: string;
  /** The tag of the slice that is held. */
  readonly etag?: string | undefined;
}

/** A slice as it came, not verified yet. */
export interface FetchedSlice {
  readonly jws: string;
  readonly etag?: string;
}

/**
 * Asks the companion for a slice: `GET /v1/policy` under the identity's grant. Gives `unchanged` where the one that is held may go on.
 * Raises `policy_invalid` for an answer that holds none, `policy_unavailable` where there is no answer to speak of, and the code of a refusal that concerns the identity.
 */
export async function fetchSlice(request: SliceRequest): Promise<FetchedSlice | 'unchanged'> {
  const { client, identity, connection, etag } = request;
  const { status, headers, body } = await client.call({
    method: 'GET',
    path: `/v1/policy?connection=${encodeURIComponent(connection)}`,
    identity,
    maxBytes: MAX_ANSWER_BYTES,
    ...(etag === undefined ? {} : { headers: { 'if-none-match': etag } }),
  });
  if (status === 304 && etag !== undefined) return 'unchanged';
  if (status !== 200) throw new SallyportError(refusalOf(status, body) ?? 'policy_unavailable');
  const { slice } = readObject(body);
  if (typeof slice !== 'string') throw new SallyportError('policy_invalid');
  const { etag: tag = '' } = headers;
  return { jws: slice, ...(ETAG.test(tag) ? { etag: tag } : {}) };
}

/** Who may not call is told so, and not that there is no policy. */
function refusalOf(status: number, body: Uint8Array): ErrorCode | undefined {
  return status === 401 || status === 403 ? refusalCode(body) : undefined;
}
