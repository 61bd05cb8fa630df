import { PURPOSE_HEADER, type Purpose, SallyportError, SUBJECT_HEADER, utf8 } from '@sallyport/core';
import {
  type Call,
  type HeaderRecord,
  heldPayload,
  type Payload,
  receivePayload,
  type Scratch,
} from '@sallyport/pipeline';
import type { PinnedUrl } from './pinned-url.ts';

/** A fetch call's arguments, taken apart without reading the body. */
export interface FetchCall {
  readonly url: string;
  readonly method: string;
  readonly headers: HeaderRecord;
  readonly body: BodyInit | null | undefined;
  readonly signal: AbortSignal;
}

/**
 * Takes fetch's two arguments apart. `init` wins over a `Request`, as in the Fetch standard. Gives `undefined` for headers
 * that are none: the error fetch has for them quotes the value.
 */
export function readFetchCall(input: string | URL | Request, init: RequestInit = {}): FetchCall | undefined {
  const request = input instanceof Request ? input : undefined;
  const headers = readHeaders(init.headers ?? request?.headers);
  if (headers === undefined) return undefined;
  return {
    url: request?.url ?? String(input),
    method: (init.method ?? request?.method ?? 'GET').toUpperCase(),
    headers,
    body: init.body ?? request?.body,
    signal: init.signal ?? request?.signal ?? new AbortController().signal,
  };
}

function readHeaders(init: HeadersInit | undefined): HeaderRecord | undefined {
  try {
    return Object.fromEntries(new Headers(init));
  } catch {
    return undefined;
  }
}

/** What a process says of all its calls. */
export interface StatedOfCalls {
  readonly purpose?: Purpose;
  readonly subjectOfCare?: string;
}

/** The call with the purpose and the subject of care of its process, where it says none of its own. */
export function withStated(call: FetchCall, { purpose, subjectOfCare }: StatedOfCalls): FetchCall {
  const stated = {
    ...(purpose === undefined ? {} : { [PURPOSE_HEADER]: purpose }),
    ...(subjectOfCare === undefined ? {} : { [SUBJECT_HEADER]: subjectOfCare }),
  };
  return { ...call, headers: { ...stated, ...call.headers } };
}

/** The call as the pipeline takes it. Its body is read once, and no further than the limit. A form gets its content type, as fetch would give it. */
export function pipelineCall(fetchCall: FetchCall, pinned: PinnedUrl): Call {
  const { headers, body } = encoded(fetchCall);
  return {
    method: fetchCall.method,
    path: pinned.path,
    url: fetchCall.url.split(/[?#]/, 1)[0] ?? '',
    query: pinned.query,
    headers,
    signal: fetchCall.signal,
    readBody: (scratch) => readBody(body, scratch),
  };
}

/** A form is given a boundary when it is encoded, and another each time: RFC 7578 §4.1. */
function encoded({ headers, body }: FetchCall): Pick<FetchCall, 'headers' | 'body'> {
  if (!(body instanceof FormData) || headers['content-type'] !== undefined) return { headers, body };
  const form = new Response(body);
  return { headers: { ...headers, 'content-type': form.headers.get('content-type') ?? '' }, body: form.body };
}

async function readBody(body: FetchCall['body'], scratch: Scratch): Promise<Payload> {
  if (body === null || body === undefined) return heldPayload(new Uint8Array(0));
  // UTF-8 has no form for a lone surrogate: the encoder would put U+FFFD in its place without a word.
  if (typeof body === 'string' && !body.isWellFormed()) throw new SallyportError('body_lone_surrogate');
  const held = typeof body === 'string' ? heldText(body, scratch) : undefined;
  return held ?? receivePayload(new Response(body).body ?? new ReadableStream(), scratch);
}

/** A code unit has at most three bytes in UTF-8. */
const MOST_BYTES = 3;

/** A text that fits into memory, at once: what it takes to read a stream costs more than all that is read. */
function heldText(text: string, { options }: Scratch): Payload | undefined {
  const fits = text.length * MOST_BYTES <= Math.min(options.heldBytes, options.limitBytes);
  return fits ? heldPayload(utf8(text)) : undefined;
}
