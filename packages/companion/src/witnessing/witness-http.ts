import { Readable } from 'node:stream';
import { isSecureUrl, readBounded, SallyportError } from '@sallyport/core';
import { Agent, request } from 'undici';
import { namesForbidden } from '../addresses/address-kind.ts';
import { checkedLookup } from '../addresses/checked-lookup.ts';

/** How long one request may take, in milliseconds: no start and no end of a companion waits longer for a witness. */
const REQUEST_MS = 10_000;

/** The most bytes of an answer: as much as a note may have. */
const BOUND = { limit: 65_536, error: 'witness_invalid' } as const;

/** What is asked of a witness. */
export interface WitnessRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: string;
  /** Whether `url` may be http. Default: to this very machine alone. */
  readonly http: boolean;
}

/** What it answers, read whole. */
export interface WitnessAnswer {
  readonly status: number;
  /** Without parameters. */
  readonly type: string;
  readonly text: string;
}

/** A way to witnesses. */
export interface WitnessHttp {
  /** Raises `witness_unavailable`, and `witness_invalid` for an answer that is too long. */
  ask(asked: WitnessRequest): Promise<WitnessAnswer>;
  close(): Promise<void>;
}

/**
 * A way to witnesses that trusts nothing they say about where to go: https, or http where that is allowed; certificates verified; no
 * redirect; no link-local address; ten seconds, 64 KiB, no connection kept.
 */
export function witnessHttp(): WitnessHttp {
  const lookup = checkedLookup((kind) => kind !== 'forbidden');
  const connect = { timeout: REQUEST_MS, lookup, minVersion: 'TLSv1.2', rejectUnauthorized: true } as const;
  const dispatcher = new Agent({ connect, maxHeaderSize: 16_384 });
  const ask = async ({ method, url, body, http }: WitnessRequest) => {
    const signal = AbortSignal.timeout(REQUEST_MS);
    const sent = body === undefined ? {} : { body, headers: { 'content-type': 'text/plain; charset=utf-8' } };
    const answer = await request(safeUrl(url, http), { dispatcher, method, signal, reset: true, ...sent });
    const bytes = await readBounded(Readable.toWeb(answer.body) as ReadableStream<Uint8Array>, BOUND);
    const type = String(answer.headers['content-type'] ?? '').split(';', 1)[0] ?? '';
    return { status: answer.statusCode, type: type.trim(), text: Buffer.from(bytes).toString('utf8') };
  };
  return Object.freeze({
    ask: (asked: WitnessRequest) => ask(asked).catch(failed),
    close: () => dispatcher.destroy(),
  });
}

function failed(cause: unknown): never {
  if (cause instanceof SallyportError && cause.code === 'witness_invalid') throw cause;
  throw new SallyportError('witness_unavailable');
}

function safeUrl(text: string, http: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const secure = url !== undefined && (isSecureUrl(url) || (http && url.protocol === 'http:'));
  if (secure && !namesForbidden(url)) return url;
  throw new SallyportError('witness_unavailable');
}
