import type { AnswerStream } from '@sallyport/pipeline';

/** The same stream, whose failures are told in other words. */
export function failingAs(stream: AnswerStream, words: (cause: unknown) => Error): AnswerStream {
  return {
    read: () =>
      stream.read().catch((cause: unknown) => {
        throw words(cause);
      }),
    cancel: () => stream.cancel(),
  };
}
