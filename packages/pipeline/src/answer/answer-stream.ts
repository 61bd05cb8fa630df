/** The bytes of an answer as they come. */
export interface AnswerStream {
  /** The next bytes, or `undefined` after the last. One read at a time. What it raises ends the stream. */
  read(): Promise<Uint8Array | undefined>;
  /** Gives the rest up: who reads is told `cancelled`, and what was held is let go. Resolves when that is done, and never rejects. */
  cancel(): Promise<void>;
}

/** A stream's chunks. Leaving the iteration early cancels the stream. */
export function chunksOf(stream: AnswerStream): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        const value = await stream.read();
        return value === undefined ? { done: true, value } : { done: false, value };
      },
      return: async () => {
        await stream.cancel();
        return { done: true, value: undefined };
      },
    }),
  };
}
