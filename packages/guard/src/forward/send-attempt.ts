import { PURPOSE_HEADER, REVIEW_HEADER, SallyportError, SUBJECT_HEADER } from '@sallyport/core';
import type { HeaderRecord, Intended } from '@sallyport/pipeline';
import { proveRequest } from '../companion/prove-request.ts';
import type { AttemptOptions } from './attempt-options.ts';
import { requestBody } from './request-body.ts';

/** Request headers that may go on to the companion; the pipeline has searched them. Every other header stays behind. */
const PASSED = /^(?:accept|content-type|idempotency-key|openai-beta)$/;
const PASSED_VALUE = /^[\x20-\x7e]{0,256}$/;

/** What came of an attempt, and the proof that went with it. */
export interface AttemptSent {
  readonly proof: string;
  readonly response: Response;
}

/** Signs the intent and sends the bytes with it, once. Raises `companion_unreachable`. */
export async function sendAttempt(exchange: Intended, options: AttemptOptions): Promise<AttemptSent> {
  const { operation, query, call, connection, correlationId, applied } = exchange;
  const { client, trail, grant, sealed, original } = options;
  const url = `${options.root}/c/${connection.name}${operation.path}`;
  const promised = original === undefined ? {} : { originals: original.digest };
  const intent = { correlationId, commitment: sealed.request, applied, ...promised };
  const proven = { method: operation.method, url, grant, nonce: client.nonce.current, intent };
  const { text: proof, id: intentId } = await proveRequest(proven, { signer: grant.signer, clock: client.clock });
  trail.sending({ grant, intentId, request: sealed.request });
  const { headers, ...body } = requestBody(exchange.egress, call.signal);
  const response = await options
    .fetch(query === '' ? url : `${url}?${query}`, {
      ...options.init,
      ...body,
      method: operation.method,
      headers: {
        ...passedHeaders(call.headers),
        ...headers,
        ...reviewHeaders(exchange, options),
        authorization: `DPoP ${grant.token}`,
        dpop: proof,
        'sallyport-salt': Buffer.from(sealed.salt).toString('base64url'),
        'sallyport-correlation': correlationId,
      },
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      signal: call.signal,
    })
    .catch(() => {
      throw new SallyportError('companion_unreachable');
    });
  client.nonce.note(response.headers.get('dpop-nonce') ?? undefined);
  return { proof, response };
}

function passedHeaders(headers: HeaderRecord): HeaderRecord {
  return Object.fromEntries(
    Object.entries(headers).filter(([name, value]) => PASSED.test(name) && PASSED_VALUE.test(value)),
  );
}

/** Whoever sends by this door waits by itself: the companion is to hold no call open (RFC 7240 §4.1). */
function reviewHeaders({ purpose, subjectOfCare }: Intended, { review }: AttemptOptions): HeaderRecord {
  return {
    prefer: 'respond-async',
    ...(purpose === undefined ? {} : { [PURPOSE_HEADER]: purpose }),
    ...(subjectOfCare === undefined ? {} : { [SUBJECT_HEADER]: subjectOfCare }),
    ...(review === undefined ? {} : { [REVIEW_HEADER]: review }),
  };
}
