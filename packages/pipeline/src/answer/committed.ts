import type { RunningCommitment } from '../payload/commitment.ts';
import type { AnswerStream } from './answer-stream.ts';

/** The same stream, whose bytes a commitment takes in as they are read. */
export function committed(stream: AnswerStream, commitment: RunningCommitment): AnswerStream {
  return {
    read: async () => {
      const chunk = await stream.read();
      if (chunk !== undefined) commitment.update(chunk);
      return chunk;
    },
    cancel: () => stream.cancel(),
  };
}
