import { createHash } from 'node:crypto';
import { OCSF_VERSION, type Proof, parseProof, proofId, readUnverifiedEvent } from '@sallyport/ledger';
import { readNewerEvent } from './read-newer-event.ts';
import type { SinkEvent } from './sink.ts';

/** An entry of a log. */
export interface PlacedEntry {
  /** The log's. */
  readonly origin: string;
  /** Where it stands. */
  readonly index: number;
  /** Its exact bytes. */
  readonly leaf: Uint8Array;
}

const INTENT_KIND = 'client.intent';
const PRODUCT = { name: 'Sallyport', vendor_name: 'Sallyport' } as const;

/**
 * Shapes an entry as it is forwarded: the event as the ledger has it, with the log's origin and the entry's index in `metadata`. A
 * `client.intent`, which is a DPoP proof, becomes an OCSF API Activity that says the same: without the proof itself, its nonce, its
 * signature, and claims that nobody knows. Signatures are not verified: whoever appended it did. An event of a kind that only a newer
 * release knows is forwarded too. What is no event at all gives `undefined`.
 */
export function shapeEvent({ origin, index, leaf }: PlacedEntry): SinkEvent | undefined {
  const event = readUnverifiedEvent(leaf) ?? readIntent(leaf) ?? readNewerEvent(leaf);
  if (event === undefined) return undefined;
  const { metadata, time } = event;
  const ocsf = { ...event, metadata: { ...metadata, log_name: origin, sequence: index } };
  return Object.freeze({ index, kind: metadata.event_code, time: dateTime(time), ocsf, json: JSON.stringify(ocsf) });
}

/** What a client stated before a call, in the same shape as the events beside it. */
function readIntent(leaf: Uint8Array): ReturnType<typeof intentEvent> | undefined {
  const proof = parseProof(Buffer.from(leaf.buffer, leaf.byteOffset, leaf.byteLength).toString('latin1'));
  return typeof proof === 'string' ? undefined : intentEvent(proof);
}

function intentEvent({ jti, htm, htu, iat, intent, publicKey }: Proof) {
  const { correlationId, ...stated } = intent ?? {};
  const [kid, id] = [thumbprint(publicKey), proofId(jti)];
  return {
    ...{ class_uid: 6003, category_uid: 6, activity_id: 99, type_uid: 600_399 },
    time: dateTime(Math.round(iat * 1000)),
    ...{ severity_id: 1, status_id: 0 },
    metadata: {
      uid: id,
      event_code: INTENT_KIND,
      ...(correlationId === undefined ? {} : { correlation_uid: correlationId }),
      version: OCSF_VERSION,
      product: PRODUCT,
    },
    // Whose key it is, the grant before it says.
    actor: { user: { name: 'unknown', type_id: 0, credential_uid: kid } },
    api: { operation: INTENT_KIND },
    http_request: { http_method: htm, url: { url_string: htu } },
    src_endpoint: { svc_name: 'sallyport' },
    unmapped: { clientIntent: { kid, id }, ...stated },
  } as const;
}

/** What `Date` can be made of, ECMA-262 §21.4.1.1; else its beginning. */
function dateTime(time: number): number {
  return Number.isSafeInteger(time) && Math.abs(time) <= 8_640_000_000_000_000 ? time : 0;
}

/** RFC 7638 §3 */
function thumbprint({ crv, kty, x, y }: Proof['publicKey']): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}
