import { asSallyportError, type Commitments, problemReply, SallyportError, utf8 } from '@sallyport/core';
import type { Reply } from './call.ts';
import type { Intended, Masked, Received, Session, Transformed } from './exchange.ts';
import { commit } from './payload/commitment.ts';
import { heldPayload } from './payload/payload.ts';
import { Scratch } from './payload/scratch.ts';
import type { Door, Outcome, Refused, Stage } from './ports.ts';
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
export async function runCall(given: Door, received: Received): Promise<Reply> {
  const door = detectingUntil(given, received.call.signal);
  const enter = (stage: Stage) => door.trace?.(stage, received.correlationId);
  const scratch = new Scratch(door.scratch);
  let session: Session | undefined;
  try {
    const transformed = await prepare(door, { received, scratch, enter });
    enter('intent');
    const intended = Object.freeze({ ...transformed, session: await door.journal.intent(transformed) });
    session = intended.session;
    return await withSession(await answer(door, { intended, enter }), session);
  } catch (cause) {
    return await withSession(refusal(asSallyportError(cause)), session);
  } finally {
    await scratch.dispose();
  }
}

/** The door, with a detector that is told when the caller has gone away. */
function detectingUntil(door: Door, signal: AbortSignal): Door {
  return { ...door, detect: (inputs) => door.detect(inputs, { signal }) };
}

type Enter = (stage: Stage) => void;

/** All that comes before evidence: classify, identify, admit, detect, decide, transform. */
async function prepare(
  door: Door,
  { received, scratch, enter }: { readonly received: Received; readonly scratch: Scratch; readonly enter: Enter },
): Promise<Transformed> {
  let latest: Refused = received;
  try {
    enter('classify');
    const classified = classify(received);
    latest = classified;
    enter('identify');
    const identified = Object.freeze({ ...classified, ...(await door.identify(classified)) });
    latest = identified;
    enter('admit');
    await door.admit(identified);
    enter('detect');
    const detected = await detect(door, Object.freeze({ ...identified, admitted: true as const, scratch }));
    latest = detected;
    enter('decide');
    const decided = decide(door, detected);
    latest = decided;
    enter('transform');
    return await transform(door, decided);
  } catch (cause) {
    const error = failureOf(cause, received);
    await door.journal.denied(latest, error);
    throw error;
  }
}

/** Sends, masks what comes back, and records the outcome. A failure on the way is an outcome too. */
async function answer(
  door: Door,
  { intended, enter }: { readonly intended: Intended; readonly enter: Enter },
): Promise<Reply> {
  const masked = await sendAndMask(door, { intended, enter }).catch(async (cause: unknown) => {
    enter('outcome');
    throw await recordFailure(door, intended, failureOf(cause, intended));
  });
  enter('outcome');
  await door.journal.outcome(masked, await outcomeOf(masked));
  return masked.reply;
}

async function sendAndMask(
  door: Door,
  { intended, enter }: { readonly intended: Intended; readonly enter: Enter },
): Promise<Masked> {
  enter('send');
  const answered = Object.freeze({ ...intended, answer: await door.send(intended) });
  enter('mask');
  return mask(door, answered);
}

/** What went wrong, or, when the caller has gone away, that. */
function failureOf(cause: unknown, { call }: Received): SallyportError {
  return call.signal.aborted ? new SallyportError('cancelled') : asSallyportError(cause);
}

function refusal(error: SallyportError): Reply {
  const { status, headers, body } = problemReply(error);
  return { status, headers, body: utf8(body) };
}

/** Names the session in the answer, with its receipt. Without a receipt that should be there, nobody may rely on the answer. */
async function withSession(reply: Reply, session: Session | undefined): Promise<Reply> {
  if (session?.id === undefined) return reply;
  const named = { 'sallyport-session': session.id };
  try {
    const receipt = await session.receipt;
    const receipted = receipt === undefined ? named : { ...named, 'sallyport-receipt': receipt };
    return { ...reply, headers: { ...reply.headers, ...receipted } };
  } catch (cause) {
    const refused = refusal(asSallyportError(cause));
    return { ...refused, headers: { ...refused.headers, ...named } };
  }
}

async function outcomeOf({ session, answer, reply, masked }: Masked): Promise<Outcome> {
  const { salt, commitments } = session;
  const came = await commit(salt, heldPayload(answer.body));
  const given = reply.body === answer.body ? came : await commit(salt, heldPayload(reply.body));
  return {
    upstreamStatus: answer.status,
    bytesBack: answer.body.length,
    masked,
    commitments: { ...leftWith(commitments), answer: came, reply: given },
  };
}

/** Records how an intended call failed; when even that cannot be recorded, the recording's own failure is the answer. */
async function recordFailure(door: Door, intended: Intended, error: SallyportError): Promise<SallyportError> {
  return door.journal.outcome(intended, { error, commitments: leftWith(intended.session.commitments) }).then(
    () => error,
    (cause: unknown) => asSallyportError(cause, 'ledger_unavailable'),
  );
}

function leftWith({ egress }: Session['commitments']): Commitments {
  return egress === undefined ? {} : { egress };
}
