import { asSallyportError, SallyportError } from '@sallyport/core';
import type { Reply } from '../call.ts';
import type { AnswerStream } from './answer-stream.ts';

/** Told once how a stream ended: by its last byte, or by a failure. What it raises takes the place of the end. */
export type StreamEnd = (failure?: SallyportError) => Promise<void> | void;

/** The same stream, whose end is told before its reader hears of it. */
function whenEnded(stream: AnswerStream, end: StreamEnd): AnswerStream {
  let ending: Promise<void> | undefined;
  const endOnce = (failure?: SallyportError): Promise<void> => {
    ending ??= (async () => end(failure))();
    return ending;
  };
  return {
    read: async () => {
      const chunk = await stream.read().catch(async (cause: unknown) => {
        const failure = asSallyportError(cause);
        await endOnce(failure);
        throw failure;
      });
      if (chunk === undefined) await endOnce();
      return chunk;
    },
    cancel: async () => {
      await stream.cancel();
      await endOnce(new SallyportError('cancelled')).catch(() => undefined);
    },
  };
}

/** Does something once a reply has been given to its end, or given up: at once, where it is whole. */
export async function afterReply(reply: Reply, then: () => Promise<void> | void): Promise<Reply> {
  if (reply.stream !== undefined) return { ...reply, stream: whenEnded(reply.stream, then) };
  await then();
  return reply;
}
