import type { Reply } from '@sallyport/pipeline';

/**
 * A reply as the body of a `Response`. A stream is read when it is wanted, and cancelled with the body; after the caller's signal it fails
 * with the signal's own reason, as the body of any fetch does.
 */
export function bodyOf({ body, stream }: Reply, signal: AbortSignal): BodyInit {
  if (stream === undefined) return new Uint8Array(body);
  let stop: () => void = () => undefined;
  const forget = () => signal.removeEventListener('abort', stop);
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        stop = () => {
          controller.error(signal.reason);
          void stream.cancel();
        };
        signal.addEventListener('abort', stop, { once: true });
      },
      pull: async (controller) => {
        const chunk = await stream.read().catch((cause: unknown) => {
          forget();
          throw signal.aborted ? signal.reason : cause;
        });
        // What was aborted meanwhile has failed already.
        if (signal.aborted) return;
        if (chunk !== undefined) return controller.enqueue(new Uint8Array(chunk));
        forget();
        controller.close();
      },
      cancel: () => {
        forget();
        return stream.cancel();
      },
    },
    // Nothing is read before it is wanted.
    { highWaterMark: 0 },
  );
}
