import { asSallyportError, readBounded, SallyportError } from '@sallyport/core';
import type { AnswerStream, Reply } from '@sallyport/pipeline';

/** The largest answer taken from the companion, in bytes: 64 MiB. */
const MAX_ANSWER_BYTES = 67_108_864;

/** The media type of server-sent events, WHATWG HTML §9.2. */
const EVENTS = /^text\/event-stream[ \t]*(?:;|$)/i;

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
  if (response.ok && coming !== null && EVENTS.test(response.headers.get('content-type') ?? '')) {
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
