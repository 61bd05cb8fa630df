import { asSallyportError } from '@sallyport/core';
import { answerCall } from './answer/answer-call.ts';
import { failureOf, refusal } from './answer/failure.ts';
import { afterReply } from './answer/when-ended.ts';
import type { Reply } from './call.ts';
import type { Received, Reviewed, Session } from './exchange.ts';
import { Scratch } from './payload/scratch.ts';
import type { Door, Refused, Stage, Taken } from './ports.ts';
import { classify } from './stages/classify.ts';
import { decide } from './stages/decide.ts';
import { detect } from './stages/detect.ts';
import { recallSubject, review } from './stages/review.ts';
import { transform } from './stages/transform.ts';
import { CallUse } from './usage/call-use.ts';

/**
 * Takes one call through a door, from what was asked to what may be answered.
 *
 * Nothing is sent before its intent is recorded, and no answer is given before its outcome is; one that comes in events does not end before.
 * It never rejects: whatever fails, the failure is recorded and the reply is `application/problem+json` (RFC 9457) with the code,
 * or, once a stream has begun, its last event is.
 */
export async function runCall(given: Door, received: Received): Promise<Reply> {
  const door = detectingUntil(given, received.call.signal);
  const enter = (stage: Stage) => door.trace?.(stage, received.correlationId);
  const scratch = new Scratch(door.scratch);
  let taken: Taken | undefined;
  const keep = (taking: Taken) => {
    taken = taking;
  };
  const use = new CallUse();
  const reply = await run(door, { received, scratch, enter, keep, use });
  return afterReply(reply, async () => {
    await taken?.release(use.use);
    await scratch.dispose();
  });
}

interface Running {
  readonly received: Received;
  readonly scratch: Scratch;
  readonly enter: (stage: Stage) => void;
  /** Keeps what was taken for the call until it has ended. */
  readonly keep: (taken: Taken) => void;
  readonly use: CallUse;
}

async function run(door: Door, running: Running): Promise<Reply> {
  const { enter, use } = running;
  let session: Session | undefined;
  try {
    const reviewed = await prepare(door, running);
    enter('intent');
    session = await intend(door, reviewed);
    const meter = use.begin(reviewed);
    const intended = Object.freeze({ ...reviewed, session, ...(meter === undefined ? {} : { meter }) });
    return await withSession(await answerCall(door, { intended, enter }), session);
  } catch (cause) {
    use.fail(asSallyportError(cause));
    return await withSession(refusal(asSallyportError(cause)), session);
  }
}

/** The door, with a detector that is told when the caller has gone away. */
function detectingUntil(door: Door, signal: AbortSignal): Door {
  return { ...door, detect: (inputs) => door.detect(inputs, { signal }) };
}

/** An approval whose call leaves no evidence was not used. */
async function intend(door: Door, reviewed: Reviewed): Promise<Session> {
  try {
    return await door.journal.intent(reviewed);
  } catch (cause) {
    await reviewed.approval?.giveBack();
    throw cause;
  }
}

/** All that comes before evidence: classify, identify, admit, detect, decide, transform, review. */
async function prepare(door: Door, { received, scratch, enter, keep }: Running): Promise<Reviewed> {
  let latest: Refused = received;
  try {
    enter('classify');
    const classified = classify(received, door.apiOf?.(received.connection));
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
    const taken = await door.limits?.take(decided);
    if (taken !== undefined) keep(taken);
    enter('transform');
    const transformed = await transform(door, await recallSubject(door, decided));
    enter('review');
    return await review(door, transformed);
  } catch (cause) {
    const error = failureOf(cause, received);
    await door.journal.denied(latest, error);
    throw error;
  }
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
    await reply.stream?.cancel();
    const refused = refusal(asSallyportError(cause));
    return { ...refused, headers: { ...refused.headers, ...named } };
  }
}
