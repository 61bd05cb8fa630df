import type { Reply } from '../call.ts';
import type { Answered, Intended, Masked } from '../exchange.ts';
import { commit } from '../payload/commitment.ts';
import { heldPayload } from '../payload/payload.ts';
import type { Door, Outcome, Stage } from '../ports.ts';
import { mask } from '../stages/mask.ts';
import { answerAsItComes } from './answer-as-it-comes.ts';
import { failureOf } from './failure.ts';
import { bytesThatLeft, recordFailure } from './record-failure.ts';

/** An intended call, and who is told of each stage it enters. */
export interface Answering {
  readonly intended: Intended;
  readonly enter: (stage: Stage) => void;
}

/** Sends, masks what comes back, and records the outcome: before the reply is given, or, of a stream, before it ends. A failure on the way is an outcome too. */
export async function answerCall(door: Door, { intended, enter }: Answering): Promise<Reply> {
  const reply = await sendAndMask(door, { intended, enter }).catch(async (cause: unknown) => {
    enter('outcome');
    throw await recordFailure(door, intended, failureOf(cause, intended));
  });
  if ('status' in reply) return reply;
  enter('outcome');
  await door.journal.outcome(reply, await outcomeOf(reply));
  return reply.reply;
}

async function sendAndMask(door: Door, { intended, enter }: Answering): Promise<Masked | Reply> {
  enter('send');
  const answered: Answered = Object.freeze({ ...intended, answer: await door.send(intended) });
  enter('mask');
  const { stream } = answered.answer;
  return stream === undefined
    ? mask(door, answered)
    : answerAsItComes(door, { answered, stream, concluding: () => enter('outcome') });
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
