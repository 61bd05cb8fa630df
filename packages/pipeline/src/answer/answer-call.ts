import type { Reply } from '../call.ts';
import type { Answered, Intended, Masked } from '../exchange.ts';
import { commit } from '../payload/commitment.ts';
import { heldPayload } from '../payload/payload.ts';
import type { Door, Outcome, RunningRecording, Stage } from '../ports.ts';
import { mask } from '../stages/mask.ts';
import { answerAsItComes } from './answer-as-it-comes.ts';
import { failureOf } from './failure.ts';
import { bytesThatLeft, recordFailure } from './record-failure.ts';

/** An intended call, and who is told of each stage it enters. */
export interface Answering {
  readonly intended: Intended;
  readonly enter: (stage: Stage) => void;
}

/**
 * Records the request, sends, masks what comes back, and records the answer and the outcome: before the reply is given, or, of a stream,
 * before it ends. A failure on the way is an outcome too.
 */
export async function answerCall(door: Door, { intended, enter }: Answering): Promise<Reply> {
  const failing = (recording?: RunningRecording) => async (cause: unknown) => {
    enter('outcome');
    throw await recordFailure(door, { intended, recording, error: failureOf(cause, intended) });
  };
  const recording = await door.recorder?.begin(intended).catch(failing());
  const reply = await sendAndMask(door, { intended, enter, recording }).catch(failing(recording));
  if ('status' in reply) return reply;
  const recorded = await recordWhole(reply, recording).catch(failing(recording));
  enter('outcome');
  await door.journal.outcome(reply, { ...(await outcomeOf(reply)), ...recorded });
  return reply.reply;
}

interface Sending extends Answering {
  readonly recording: RunningRecording | undefined;
}

async function sendAndMask(door: Door, { intended, enter, recording }: Sending): Promise<Masked | Reply> {
  enter('send');
  const answered: Answered = Object.freeze({ ...intended, answer: await door.send(intended) });
  enter('mask');
  const { stream } = answered.answer;
  return stream === undefined
    ? mask(door, answered)
    : answerAsItComes(door, { answered, stream, recording, concluding: () => enter('outcome') });
}

async function recordWhole({ reply }: Masked, recording: RunningRecording | undefined): Promise<Outcome> {
  if (recording === undefined) return {};
  recording.answer(reply);
  await recording.given(reply.body);
  return { recording: await recording.end() };
}

async function outcomeOf({ session, answer, reply, masked }: Masked): Promise<Outcome> {
  const { salt, commitments } = session;
  const came = await commit(salt, heldPayload(answer.body));
  const given = reply.body === answer.body ? came : await commit(salt, heldPayload(reply.body));
  return {
    upstreamStatus: answer.status,
    bytesBack: answer.body.length,
    masked,
    commitments: { ...bytesThatLeft(commitments), answer: came, reply: given },
  };
}
