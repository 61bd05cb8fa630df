import { type ErrorCode, SallyportError, untilAborted } from '@sallyport/core';
import { claimedKid } from '@sallyport/ledger';
import { commit, type Intended, newSalt, type Reply } from '@sallyport/pipeline';
import type { Grant } from '../companion/grant.ts';
import { refusalCode } from '../companion/refusal-code.ts';
import { refusalOf, SecondChances } from '../companion/second-chances.ts';
import type { KnownLog } from '../log/known-log.ts';
import type { LogWatch } from '../log/log-watch.ts';
import { bringOriginal } from '../originals/bring-original.ts';
import type { AttemptOptions, Beside, Sealed, SendOptions } from './attempt-options.ts';
import { checkReceipt, type Receipted } from './check-receipt.ts';
import { readReply } from './read-reply.ts';
import { sendAttempt } from './send-attempt.ts';
import { traceArrival } from './trace-arrival.ts';

/** What became of a call that was sent, and by whose grant. */
export interface Sent {
  readonly reply: Reply;
  readonly grant: Grant;
}

/**
 * Sends the transformed bytes to the companion, under a grant and with a proof that holds the signed intent (RFC 9449 §4.2, §7). What the companion
 * refused before it recorded anything is sent once more: with a new grant, with the clock set, or with the nonce it asks for. An answer that is no failure must
 * bear a receipt for that very proof. With a review's id the same bytes are sent for which people approved it. What the intent promises of the original is brought
 * to the companion before the reply is given, or, of a stream, before it ends.
 * Raises `receipt_invalid`, `recording_unavailable`, `companion_*`, `log_inconsistent`, `identity_unavailable`, `upstream_too_large`, and what an exchange is refused with.
 */
export async function sendCall(exchange: Intended, options: SendOptions, beside: Beside): Promise<Sent> {
  const { client } = options;
  const chances = new SecondChances();
  let sealed = beside.review === undefined ? await firstSeal(exchange) : await seal(exchange);
  for (;;) {
    const grant = await client.grant(exchange.call.signal);
    const { reply, receipted } = await attempt(exchange, { ...options, ...beside, grant, sealed });
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

async function attempt(
  exchange: Intended,
  options: AttemptOptions,
): Promise<{ readonly reply: Reply; readonly receipted: Receipted }> {
  const { watch, trail, sealed } = options;
  await watch.log();
  const { size } = watch;
  const { proof, response } = await sendAttempt(exchange, options);
  const reply = await readReply(response);
  const log = await untilAborted(logFor(reply, watch), exchange.call.signal);
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
  return { reply: await withOriginal(traced, receipted, { ...options, signal: exchange.call.signal }), receipted };
}

/** Of a session that nothing proves, nothing was promised. */
async function withOriginal(
  reply: Reply,
  { sessionId, promised }: Receipted,
  { client, grant, original, signal }: AttemptOptions & { readonly signal: AbortSignal },
): Promise<Reply> {
  if (original === undefined || sessionId === undefined || promised === undefined) return reply;
  return bringOriginal(reply, { original, client, identity: grant.identity, session: sessionId, signal });
}

/** The log that signed a receipt, whose key may be new. What it is not believed for comes to nobody. */
async function logFor({ headers, stream }: Reply, watch: LogWatch): Promise<KnownLog> {
  try {
    return await watch.logKnowing(claimedKid(headers['sallyport-receipt'] ?? ''));
  } catch (cause) {
    await stream?.cancel();
    throw cause;
  }
}

function failureOf({ status, body }: Reply, { sessionId, promised }: Receipted): ErrorCode | undefined {
  if (promised !== undefined) return undefined;
  return status < 400 || sessionId !== undefined ? 'receipt_invalid' : refusalCode(body);
}
