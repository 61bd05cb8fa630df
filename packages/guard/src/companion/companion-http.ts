import { Readable } from 'node:stream';
import { type Clock, isSallyportError, SallyportError, systemClock } from '@sallyport/core';
import type { HeaderRecord, Payload } from '@sallyport/pipeline';
import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { LatestNonce } from './latest-nonce.ts';

/** A control call to the companion. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below the companion's base URL, with its query: `/v1/events`. */
  readonly path: string;
  readonly headers?: HeaderRecord;
  /** A payload is read while it is sent, each time anew. */
  readonly body?: string | Payload;
  /** The largest answer taken, in bytes. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
  /** How long it may take, where the companion is to keep it waiting. Milliseconds. Default: that of all control calls. */
  readonly timeoutMs?: number;
}

/** The companion's answer, whole. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: HeaderRecord;
  readonly body: Uint8Array;
}

/** How long a control call may take, from first to last byte. Milliseconds. */
const DEFAULT_TIMEOUT_MS = 10_000;

/** Control calls to one companion: answers bounded in size and time, redirects refused, no proxy. */
export class CompanionHttp {
  /** The companion's base URL without a slash at its end. */
  readonly root: string;
  /** What the companion gave out last for proofs, in whichever answer. */
  readonly nonce: LatestNonce;
  readonly #http: AxiosInstance;
  readonly #timeoutMs: number;

  constructor(companion: URL, options: { readonly timeoutMs?: number; readonly clock?: Clock } = {}) {
    const { timeoutMs = DEFAULT_TIMEOUT_MS, clock = systemClock } = options;
    this.root = companion.href.replace(/\/$/, '');
    this.nonce = new LatestNonce(clock);
    this.#timeoutMs = timeoutMs;
    this.#http = axios.create({
      maxRedirects: 0,
      proxy: false,
      // What is small on the wire must not be large in memory.
      decompress: false,
      headers: { 'accept-encoding': 'identity' },
      responseType: 'stream',
      validateStatus: () => true,
    });
  }

  /** Calls the companion. Raises `companion_unreachable`, `companion_invalid` for a redirect or too large an answer, `cancelled` after the signal. */
  async send(request: HttpRequest): Promise<HttpAnswer> {
    const { signal } = request;
    if (signal?.aborted) throw new SallyportError('cancelled');
    const timeout = AbortSignal.timeout(request.timeoutMs ?? this.#timeoutMs);
    try {
      const response = await this.#request(
        request,
        signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      );
      const answer = await readAnswer(response, request.maxBytes);
      this.nonce.note(answer.headers['dpop-nonce']);
      return answer;
    } catch (cause) {
      if (signal?.aborted) throw new SallyportError('cancelled');
      // An axios error holds the whole request, with the token in it: none of it goes on.
      throw isSallyportError(cause) ? cause : new SallyportError('companion_unreachable');
    }
  }

  async #request({ method, path, headers, body }: HttpRequest, signal: AbortSignal): Promise<AxiosResponse<Readable>> {
    return this.#http.request<Readable>({
      method,
      url: `${this.root}${path}`,
      ...sent(headers, body),
      signal,
    });
  }
}

function sent(
  headers: HeaderRecord | undefined,
  body: HttpRequest['body'],
): { readonly headers: Record<string, string>; readonly data: string | Buffer | Readable | undefined } {
  if (body === undefined || typeof body === 'string') return { headers: { ...headers }, data: body };
  const { bytes, length } = body;
  // Of a view axios would send all that it is a view of.
  const data = bytes === undefined ? Readable.from(body.read()) : Buffer.from(bytes.buffer, bytes.byteOffset, length);
  return { headers: { ...headers, 'content-length': String(length) }, data };
}

async function readAnswer({ status, headers, data }: AxiosResponse<Readable>, maxBytes: number): Promise<HttpAnswer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop ends the connection. A redirect would carry a token elsewhere.
  for await (const chunk of data) {
    length += (chunk as Uint8Array).length;
    if (length > maxBytes || isRedirect(status)) throw new SallyportError('companion_invalid');
    chunks.push(chunk as Uint8Array);
  }
  if (isRedirect(status)) throw new SallyportError('companion_invalid');
  const named = Object.entries(headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name.toLowerCase(), value]] : [],
  );
  return { status, headers: Object.fromEntries(named), body: Buffer.concat(chunks) };
}

/** RFC 9110 §15.4; of these 304 leads nowhere. */
function isRedirect(status: number): boolean {
  return status >= 300 && status < 400 && status !== 304;
}
