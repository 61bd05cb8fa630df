import { asSallyportError, correlationIdFrom, problemReply, SallyportError, systemClock, utf8 } from '@sallyport/core';
import { type Reply, runCall } from '@sallyport/pipeline';
import { CompanionClient } from './companion-client.ts';
import { type Fetch, forward } from './forward.ts';
import { DEFAULT_MAX_BODY_BYTES, type GuardOptions } from './guard-options.ts';
import { innerDoor, namedConnection } from './inner-door.ts';
import { type PinnedUrl, pinUrl, readCompanionUrl } from './pinned-url.ts';
import { type FetchCall, pipelineCall, readFetchCall } from './request-call.ts';

/** Statuses that carry no body, after the Fetch standard. */
const NULL_BODY = new Set([204, 205, 304]);

/**
 * Wraps a fetch function so that no protected health information leaves the process through it: each call is read,
 * redacted and sent to the companion under this process's own identity; the answer is masked again.
 *
 * It never throws for a refusal: the caller gets a `Response` of `application/problem+json` with OpenAI's `error` object
 * inside, so each client raises its native error once. It throws only what fetch throws when the caller aborts.
 * Raises `config_invalid` at once when the options cannot be used.
 */
export function guardFetch(fetch: Fetch, options: GuardOptions): Fetch {
  const companion = readCompanionUrl(options.companion);
  const client = new CompanionClient({
    companion,
    connection: options.connection,
    tokenSource: options.tokenSource,
    clock: options.clock ?? systemClock,
  });

  const guarded = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const fetchCall = readFetchCall(input, init);
    if (fetchCall === undefined) return toResponse(refusal(new SallyportError('request_invalid')), '');
    fetchCall.signal.throwIfAborted();
    const reply = await runGuarded(fetchCall, init ?? {});
    fetchCall.signal.throwIfAborted();
    return toResponse(reply, fetchCall.url);
  };

  const runGuarded = async (fetchCall: FetchCall, init: RequestInit): Promise<Reply> => {
    const door = innerDoor({
      options,
      client,
      send: (exchange) => forward(exchange, { fetch, companion, client, init }),
    });
    let pinned: PinnedUrl;
    try {
      pinned = pinUrl(fetchCall.url, options.baseUrl);
    } catch (cause) {
      return refusal(asSallyportError(cause));
    }
    return runCall(door, {
      call: pipelineCall(fetchCall, pinned, options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES),
      connection: namedConnection(options.connection),
      correlationId: correlationIdFrom(fetchCall.headers['sallyport-correlation']),
    });
  };

  // openai-node learns from `fetch.Response` what FormData support there is; without it, it fetches a `data:` URL.
  return Object.assign(guarded as Fetch, { Response });
}

function refusal(error: SallyportError): Reply {
  const { status, headers, body } = problemReply(error);
  return { status, headers, body: utf8(body) };
}

/** The reply as fetch would have given it: the caller's own URL, and no header that speaks of the original bytes. */
function toResponse(reply: Reply, url: string): Response {
  const headers = new Headers(Object.entries(reply.headers));
  headers.delete('content-encoding');
  headers.delete('content-length');
  headers.delete('transfer-encoding');
  const body = NULL_BODY.has(reply.status) ? null : new Uint8Array(reply.body);
  return Object.defineProperty(new Response(body, { status: reply.status, headers }), 'url', { value: url });
}
