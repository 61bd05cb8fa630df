import { Readable } from 'node:stream';
import type { AnswerStream } from '@sallyport/pipeline';

/** A stream as the body of an HTTP answer: read as fast as the caller takes it, and cancelled when the caller goes away. */
export function streamBody(stream: AnswerStream): Readable {
  return new Readable({
    highWaterMark: 0,
    read() {
      stream.read().then(
        (chunk) => this.push(chunk ?? null),
        (cause: unknown) => this.destroy(cause instanceof Error ? cause : undefined),
      );
    },
    destroy(error, done) {
      stream.cancel().then(
        () => done(error),
        () => done(error),
      );
    },
  });
}
