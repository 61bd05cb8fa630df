import { asSallyportError, problemReply, type SallyportError, utf8 } from '@sallyport/core';
import type { Reply } from '../call.ts';
import type { Received } from '../exchange.ts';

/** What went wrong, or, when the call was ended, why: `cancelled` when the caller has gone away. */
export function failureOf(cause: unknown, { call: { signal } }: Pick<Received, 'call'>): SallyportError {
  return signal.aborted ? asSallyportError(signal.reason, 'cancelled') : asSallyportError(cause);
}

/** An error as a reply. */
export function refusal(error: SallyportError): Reply {
  const { status, headers, body } = problemReply(error);
  return { status, headers, body: utf8(body) };
}

/**
 * An error as the last event of an answer that has begun (WHATWG HTML §9.2): named `error`, with OpenAI's `error: {code, message, type}`,
 * so that each client raises its own error.
 */
export function errorEvent(error: SallyportError): Uint8Array {
  return utf8(`event: error\ndata: ${problemReply(error).body}\n\n`);
}
