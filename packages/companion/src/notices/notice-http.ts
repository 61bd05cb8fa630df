import { Readable } from 'node:stream';
import { isSecureUrl, readBounded, SallyportError } from '@sallyport/core';
import { Agent, type Dispatcher, request } from 'undici';
import { namesForbidden } from '../addresses/address-kind.ts';
import { checkedLookup } from '../addresses/checked-lookup.ts';
import { upstreamFailure } from '../upstream/upstream-failure.ts';

/** How long one attempt may take, in milliseconds. */
const ATTEMPT_MS = 10_000;

const BOUND = { limit: 65_536, error: 'upstream_too_large' } as const;

/** What is posted. */
export interface Post {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
  /** Whether `url` may be http. Default: to this very machine alone. */
  readonly http?: boolean;
  /** In milliseconds. Default `ATTEMPT_MS`. */
  readonly timeoutMs?: number;
}

/** What came back: a status of 200 to 299, and the text. */
export interface Posted {
  readonly status: number;
  readonly text: string;
}

/** Posts to what a notice goes to. Raises `upstream_*`, `cancelled`. */
export interface NoticeHttp {
  post(url: string, post: Post): Promise<Posted>;
  close(): Promise<void>;
}

/**
 * A way out that follows no redirect, calls no address that is never called, verifies every certificate, keeps no connection, and reads
 * 64 KiB at most.
 */
export function noticeHttp(): NoticeHttp {
  const lookup = checkedLookup((kind) => kind !== 'forbidden');
  const connect = { timeout: ATTEMPT_MS, lookup, minVersion: 'TLSv1.2', rejectUnauthorized: true } as const;
  const dispatcher = new Agent({ connect, maxHeaderSize: 16_384 });
  return Object.freeze({
    post: (url: string, post: Post) => postOnce(dispatcher, { url, ...post }),
    close: () => dispatcher.destroy(),
  });
}

async function postOnce(dispatcher: Dispatcher, asked: Post & { readonly url: string }): Promise<Posted> {
  const { url, headers, body, signal: ended, http = false, timeoutMs = ATTEMPT_MS } = asked;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const signal = AbortSignal.any([timeout, ended]);
    const answer = await request(safeUrl(url, http), {
      dispatcher,
      method: 'POST',
      headers,
      body,
      signal,
      reset: true,
    });
    const bytes = await readBounded(Readable.toWeb(answer.body) as ReadableStream<Uint8Array>, BOUND);
    return takenBy(answer, Buffer.from(bytes).toString('utf8'));
  } catch (cause) {
    if (ended.aborted) throw new SallyportError('cancelled');
    throw timeout.aborted ? new SallyportError('upstream_timeout') : upstreamFailure(cause);
  }
}

function takenBy({ statusCode: status, headers }: Dispatcher.ResponseData, text: string): Posted {
  if (status >= 200 && status < 300) return { status, text };
  if (status >= 300 && status < 400) throw new SallyportError('upstream_redirected');
  if (status === 401 || status === 403) throw new SallyportError('upstream_credential');
  throw new SallyportError('upstream_failed', retryAfterOf(headers['retry-after']));
}

/** RFC 9110 §10.2.3, in seconds; a date is passed over. */
function retryAfterOf(header: string | string[] | undefined): { readonly retryAfter?: number } {
  return typeof header === 'string' && /^\d{1,5}$/.test(header) ? { retryAfter: Number(header) } : {};
}

function safeUrl(text: string, http: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const secure = url !== undefined && (isSecureUrl(url) || (http && url.protocol === 'http:'));
  if (secure && !namesForbidden(url)) return url;
  throw new SallyportError('upstream_not_allowed');
}
