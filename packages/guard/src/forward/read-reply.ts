import { asSallyportError, readBounded, SallyportError } from '@sallyport/core';
import { type AnswerStream, isEventStream, type Reply } from '@sallyport/pipeline';

/** The largest answer taken from the companion, in bytes: 64 MiB. */
const MAX_ANSWER_BYTES = 67_108_864;

/**
 * Reads an answer whole, or gives it as it comes where it comes in events. Raises `companion_invalid` for a redirect, `upstream_too_large`
 * and `companion_unreachable`.
 */
export async function readReply(response: Response): Promise<Reply> {
  // A redirect would carry the grant and the text elsewhere.
  if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
    throw new SallyportError('companion_invalid');
  }
  const head = { status: response.status, headers: Object.fromEntries(response.headers) };
  const { body: coming } = response;
  if (response.ok && coming !== null && isEventStream(response.headers.get('content-type'))) {
    return { ...head, body: new Uint8Array(0), stream: streamOf(coming) };
  }
  const body = await readBounded(response.body, { limit: MAX_ANSWER_BYTES, error: 'upstream_too_large' }).catch(
    (cause) => {
      throw asSallyportError(cause, 'companion_unreachable');
    },
  );
  return { ...head, body };
}

function streamOf(body: ReadableStream<Uint8Array>): AnswerStream {
  const reader = body.getReader();
  return {
    read: async () => {
      const next = await reader.read().catch(() => {
        throw new SallyportError('companion_unreachable');
      });
      return next.value;
    },
    cancel: () => reader.cancel().catch(() => undefined),
  };
}
