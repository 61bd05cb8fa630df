import type { Payload } from '@sallyport/pipeline';

/** The part of a fetch call that says what is sent. */
export interface RequestBody {
  readonly body: BodyInit | null;
  readonly headers?: Readonly<Record<'content-length', string>>;
  /** Where the body is read while it is sent. */
  readonly duplex?: 'half';
}

/** A payload as the body of a fetch call: at once where it is held in memory, and otherwise read as it is sent, until the signal. */
export function requestBody(payload: Payload, signal: AbortSignal): RequestBody {
  if (payload.length === 0) return { body: null };
  if (payload.bytes !== undefined) return { body: new Uint8Array(payload.bytes) };
  return { body: streamOf(payload, signal), headers: { 'content-length': String(payload.length) }, duplex: 'half' };
}

function streamOf(payload: Payload, signal: AbortSignal): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunks = payload.read()[Symbol.asyncIterator]();
  return new ReadableStream(
    {
      pull: async (controller) => {
        // Fetch itself goes on reading after it was aborted.
        if (signal.aborted) await chunks.return?.();
        signal.throwIfAborted();
        const next = await chunks.next();
        if (next.done === true) controller.close();
        else controller.enqueue(new Uint8Array(next.value));
      },
      cancel: async () => {
        await chunks.return?.();
      },
    },
    // No chunk is read before it is wanted.
    { highWaterMark: 0 },
  );
}
