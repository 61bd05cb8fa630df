import { asSallyportError, problemReply, SallyportError, utf8 } from '@sallyport/core';
import type { Reply } from '@sallyport/pipeline';
import type { Fetch } from './forward/forward.ts';
import { Guard } from './guard.ts';
import type { GuardOptions } from './guard-options.ts';
import { type FetchCall, readFetchCall } from './request-call.ts';
import { bodyOf } from './response-body.ts';

/** A guarded fetch function, and how a program that ends lets its audit events go first. */
export type GuardedFetch = Fetch & {
  /**
   * Delivers the audit events that still wait, trying once, for no longer than so many milliseconds (default 10 s). Gives whether
   * nothing waits any more. Raises nothing.
   */
  readonly flush: (deadlineMs?: number) => Promise<boolean>;
  /**
   * Takes no more calls, waits for those under way, and delivers their events; for either no longer than so many milliseconds (default
   * 10 s). What is not delivered by then stays on disk for the next process. Raises nothing.
   */
  readonly close: (deadlineMs?: number) => Promise<void>;
};

/** Statuses that carry no body, after the Fetch standard. */
const NULL_BODY = new Set([204, 205, 304]);

const DEADLINE_MS = 10_000;

/** Where a guarded fetch keeps the one it wraps, for every copy of this package that is loaded. */
const WRAPPED = Symbol.for('sallyport.wrapped-fetch');
const NEVER = new AbortController().signal;

/**
 * Wraps a fetch function so that no protected health information leaves the process through it: each call is read, redacted and
 * sent to the companion under this process's own identity, with a signed statement of what was done; the answer is masked again. How
 * it ended is signed too, and kept until the companion has it.
 *
 * It never throws for a refusal: the caller gets a `Response` of `application/problem+json` with OpenAI's `error` object
 * inside, so each client raises its native error once. It throws only what fetch throws when the caller aborts.
 * Guarding a guarded fetch guards the one it wraps, by the new options.
 * Raises `config_invalid` at once when the options cannot be used.
 */
export function guardFetch(fetch: Fetch, options: GuardOptions): GuardedFetch {
  const guard = new Guard(unwrapped(fetch), options);
  const guarded = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const fetchCall = readFetchCall(input, init);
    if (fetchCall === undefined)
      return toResponse(refusal(new SallyportError('request_invalid')), { url: '', signal: NEVER });
    fetchCall.signal.throwIfAborted();
    const reply = await guard.call(fetchCall, init ?? {}).catch((cause) => refusal(asSallyportError(cause)));
    if (fetchCall.signal.aborted) await reply.stream?.cancel();
    fetchCall.signal.throwIfAborted();
    return toResponse(reply, fetchCall);
  };
  Object.defineProperty(guarded, WRAPPED, { value: unwrapped(fetch) });
  return Object.assign(guarded as Fetch, {
    // openai-node learns from `fetch.Response` what FormData support there is; without it, it fetches a `data:` URL.
    Response,
    flush: (deadlineMs = DEADLINE_MS) => guard.flush(deadlineMs),
    close: (deadlineMs = DEADLINE_MS) => guard.close(deadlineMs),
  });
}

function unwrapped(fetch: Fetch): Fetch {
  const inner: unknown = Reflect.get(fetch, WRAPPED);
  return typeof inner === 'function' ? (inner as Fetch) : fetch;
}

function refusal(error: SallyportError): Reply {
  const { status, headers, body } = problemReply(error);
  return { status, headers, body: utf8(body) };
}

/** The reply as fetch would have given it: the caller's own URL, and no header that speaks of the original bytes. */
function toResponse(reply: Reply, { url, signal }: Pick<FetchCall, 'url' | 'signal'>): Response {
  const headers = new Headers(Object.entries(reply.headers));
  headers.delete('content-encoding');
  headers.delete('content-length');
  headers.delete('transfer-encoding');
  const body = NULL_BODY.has(reply.status) ? null : bodyOf(reply, signal);
  // What is empty is no JSON: by this openai's clients know not to parse it.
  if (body !== null && isEmpty(reply)) headers.set('content-length', '0');
  return Object.defineProperty(new Response(body, { status: reply.status, headers }), 'url', { value: url });
}

function isEmpty({ body, stream }: Reply): boolean {
  return stream === undefined && body.length === 0;
}
