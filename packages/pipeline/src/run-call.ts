import { asSallyportError, problemReply, SallyportError, utf8 } from '@sallyport/core';
import type { Reply } from './call.ts';
import type { Intended, Masked, Received, Session, Transformed } from './exchange.ts';
import type { Door, Outcome, Refused } from './ports.ts';
import { classify } from './stages/classify.ts';
import { decide } from './stages/decide.ts';
import { detect } from './stages/detect.ts';
import { mask } from './stages/mask.ts';
import { transform } from './stages/transform.ts';

/**
 * Takes one call through a door, from what was asked to what may be answered.
 *
 * Nothing is sent before its intent is recorded, and no answer is given before its outcome is. It never rejects: whatever
 * fails, the failure is recorded and the reply is `application/problem+json` (RFC 9457) with the code.
 */
export async function runCall(door: Door, received: Received): Promise<Reply> {
  let session: Session | undefined;
  try {
    const intended = await intend(door, await prepare(door, received));
    session = intended.session;
    const masked = await answer(door, intended);
    await door.journal.outcome(masked, outcomeOf(masked));
    return withSession(masked.reply, session);
  } catch (cause) {
    return withSession(refusal(asSallyportError(cause)), session);
  }
}

/** All that comes before evidence: classify, identify, admit, detect, decide, transform. */
async function prepare(door: Door, received: Received): Promise<Transformed> {
  let latest: Refused = received;
  try {
    const classified = classify(received);
    latest = classified;
    const identified = Object.freeze({ ...classified, caller: await door.identify(classified) });
    latest = identified;
    await door.admit(identified);
    const detected = await detect(door, Object.freeze({ ...identified, admitted: true as const }));
    latest = detected;
    const decided = decide(door, detected);
    latest = decided;
    return transform(decided);
  } catch (cause) {
    const error = failureOf(cause, received);
    await door.journal.denied(latest, error);
    throw error;
  }
}

async function intend(door: Door, transformed: Transformed): Promise<Intended> {
  return Object.freeze({ ...transformed, session: await door.journal.intent(transformed) });
}

/** Sends, and masks what comes back. A failure on the way is an outcome too. */
async function answer(door: Door, intended: Intended): Promise<Masked> {
  try {
    return await mask(door, Object.freeze({ ...intended, answer: await door.send(intended) }));
  } catch (cause) {
    throw await recordFailure(door, intended, failureOf(cause, intended));
  }
}

/** What went wrong, or, when the caller has gone away, that. */
function failureOf(cause: unknown, { call }: Received): SallyportError {
  return call.signal.aborted ? new SallyportError('cancelled') : asSallyportError(cause);
}

function refusal(error: SallyportError): Reply {
  const { status, headers, body } = problemReply(error);
  return { status, headers, body: utf8(body) };
}

function withSession(reply: Reply, session: Session | undefined): Reply {
  if (session?.id === undefined) return reply;
  return { ...reply, headers: { ...reply.headers, 'sallyport-session': session.id } };
}

function outcomeOf(masked: Masked): Outcome {
  return { upstreamStatus: masked.answer.status, bytesBack: masked.answer.body.length, masked: masked.masked };
}

/** Records how an intended call failed; when even that cannot be recorded, the recording's own failure is the answer. */
async function recordFailure(door: Door, intended: Intended, error: SallyportError): Promise<SallyportError> {
  return door.journal.outcome(intended, { error }).then(
    () => error,
    (cause: unknown) => asSallyportError(cause, 'ledger_unavailable'),
  );
}
