import { type ErrorCode, PURPOSE_HEADER, REVIEW_HEADER, SallyportError } from '@sallyport/core';
import { commit, type HeaderRecord, type Intended, newSalt, type Reply } from '@sallyport/pipeline';
import type { CompanionClient } from '../companion/companion-client.ts';
import type { Grant } from '../companion/grant.ts';
import { proveRequest } from '../companion/prove-request.ts';
import { refusalCode } from '../companion/refusal-code.ts';
import { refusalOf, SecondChances } from '../companion/second-chances.ts';
import type { LogWatch } from '../log/log-watch.ts';
import { checkReceipt, type Receipted } from './check-receipt.ts';
import { readReply } from './read-reply.ts';
import { requestBody } from './request-body.ts';
import { traceArrival } from './trace-arrival.ts';
import type { Trail } from './trail.ts';

/** A fetch function. */
export type Fetch = typeof globalThis.fetch;

/** What sending needs. */
export interface SendOptions {
  readonly fetch: Fetch;
  /** The companion's base URL without a slash at its end. */
  readonly root: string;
  readonly client: CompanionClient;
  readonly watch: LogWatch;
  /** Told of each attempt and of what came of it. */
  readonly trail: Trail;
  /** What the caller gave fetch beside method, headers and body: a dispatcher, an agent. */
  readonly init: RequestInit;
}

/** A commitment to the body, and the salt it is made with. Each serves for one attempt that the companion takes in. */
interface Sealed {
  readonly salt: Uint8Array;
  readonly request: string;
}

/** Request headers that may go on to the companion; the pipeline has searched them. Every other header stays behind. */
const PASSED = /^(?:accept|content-type|idempotency-key|openai-beta)$/;
const PASSED_VALUE = /^[\x20-\x7e]{0,256}$/;

/** What became of a call that was sent, and by whose grant. */
export interface Sent {
  readonly reply: Reply;
  readonly grant: Grant;
}

/**
 * Sends the transformed bytes to the companion, under a grant and with a proof that holds the signed intent (RFC 9449 §4.2, §7). What the companion
 * refused before it recorded anything is sent once more: with a new grant, with the clock set, or with the nonce it asks for. An answer that is no failure must
 * bear a receipt for that very proof. With a review's id the same bytes are sent for which people approved it.
 * Raises `receipt_invalid`, `companion_*`, `log_inconsistent`, `identity_unavailable`, `upstream_too_large`, and what an exchange is refused with.
 */
export async function sendCall(exchange: Intended, options: SendOptions, review?: string): Promise<Sent> {
  const { client } = options;
  const chances = new SecondChances();
  let sealed = review === undefined ? await firstSeal(exchange) : await seal(exchange);
  for (;;) {
    const grant = await client.grant(exchange.call.signal);
    const { reply, receipted } = await attempt(exchange, { ...options, grant, sealed, review });
    if (reply.status !== 401 || receipted.sessionId !== undefined) return { reply, grant };
    const refusal = refusalOf(reply);
    if (!chances.take(refusal, { clock: client.clock, dropGrant: () => client.drop(grant) })) return { reply, grant };
    // Of a nonce nothing is wrong with the intent, which nobody took in: the same bytes go again under a new proof.
    if (refusal.code !== 'proof_nonce') sealed = await seal(exchange);
  }
}

async function firstSeal({ session, egress }: Intended): Promise<Sealed> {
  const { salt, commitments } = session;
  return { salt, request: commitments.egress ?? (await commit(salt, egress)) };
}

async function seal({ egress }: Intended): Promise<Sealed> {
  const salt = newSalt();
  return { salt, request: await commit(salt, egress) };
}

interface AttemptOptions extends SendOptions {
  readonly grant: Grant;
  readonly sealed: Sealed;
  readonly review: string | undefined;
}

async function attempt(
  exchange: Intended,
  options: AttemptOptions,
): Promise<{ readonly reply: Reply; readonly receipted: Receipted }> {
  const { watch, trail, sealed } = options;
  const log = await watch.log();
  const { size } = watch;
  const { proof, response } = await send(exchange, options);
  const reply = await readReply(response);
  const receipted = await checkReceipt(reply.headers, { log, proof, size });
  const error = failureOf(reply, receipted);
  const traced = await traceArrival(reply, {
    salt: sealed.salt,
    trail,
    known: {
      status: reply.status,
      ...(receipted.sessionId === undefined ? {} : { sessionId: receipted.sessionId }),
      ...(error === undefined ? {} : { error }),
    },
  });
  if (receipted.promised !== undefined) watch.note(receipted.promised);
  // Perhaps it signs with other keys by now.
  if (error === 'receipt_invalid') watch.checkSoon();
  if (error === 'receipt_invalid' && reply.status < 400) {
    await traced.stream?.cancel();
    throw new SallyportError(error);
  }
  return { reply: traced, receipted };
}

function failureOf({ status, body }: Reply, { sessionId, promised }: Receipted): ErrorCode | undefined {
  if (promised !== undefined) return undefined;
  return status < 400 || sessionId !== undefined ? 'receipt_invalid' : refusalCode(body);
}

async function send(exchange: Intended, options: AttemptOptions) {
  const { operation, query, call, connection, correlationId, applied } = exchange;
  const { client, trail, grant, sealed } = options;
  const url = `${options.root}/c/${connection.name}${operation.path}`;
  const intent = { correlationId, commitment: sealed.request, applied };
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
function reviewHeaders({ purpose }: Intended, { review }: AttemptOptions): HeaderRecord {
  return {
    prefer: 'respond-async',
    ...(purpose === undefined ? {} : { [PURPOSE_HEADER]: purpose }),
    ...(review === undefined ? {} : { [REVIEW_HEADER]: review }),
  };
}
