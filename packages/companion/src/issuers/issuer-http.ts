import { Readable } from 'node:stream';
import { isSecureUrl, readBounded, SallyportError } from '@sallyport/core';
import { Agent, request } from 'undici';
import { namesForbidden } from '../addresses/address-kind.ts';
import { checkedLookup } from '../addresses/checked-lookup.ts';

const TIMEOUT_MS = 5_000;
/** The largest document read. */
const BOUND = { limit: 262_144, error: 'issuer_unavailable' } as const;

/** No name leads to where clouds hand out credentials to whoever asks. */
const LOOKUP = checkedLookup((kind) => kind !== 'forbidden');

/** What is asked of an identity provider. */
export interface IssuerRequest {
  /** Default `GET`. */
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends it sooner than five seconds do. */
  readonly signal?: AbortSignal;
}

/** What it answers, read whole. */
export interface IssuerAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed JSON. */
  readonly body: unknown;
}

/** Asks an identity provider. Raises `issuer_unavailable`, and nothing of what it said or why it could not be reached. */
export type IssuerHttp = (url: string, asked?: IssuerRequest) => Promise<IssuerAnswer>;

/** How to reach identity providers. */
export interface IssuerHttpOptions {
  /** PEM: the only authorities trusted. The system's when absent. */
  readonly ca?: string | undefined;
}

/**
 * A way to identity providers that trusts nothing they say about where to go: https, or http to this very machine; no redirects; no
 * link-local address; five seconds, 256 KiB, no connection kept.
 */
export function issuerHttp({ ca }: IssuerHttpOptions = {}): IssuerHttp {
  const connect = { timeout: TIMEOUT_MS, lookup: LOOKUP, ...(ca === undefined ? {} : { ca }) };
  const dispatcher = new Agent({ connect, maxHeaderSize: 16_384 });
  return async (url, { method = 'GET', headers = {}, body, signal: ended } = {}) => {
    try {
      const timeout = AbortSignal.timeout(TIMEOUT_MS);
      const signal = ended === undefined ? timeout : AbortSignal.any([timeout, ended]);
      const asked = { method, headers: { accept: 'application/json', ...headers }, body: body ?? null };
      const answer = await request(safeUrl(url), { dispatcher, signal, reset: true, ...asked });
      const bytes = await readBounded(Readable.toWeb(answer.body) as ReadableStream<Uint8Array>, BOUND);
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: JSON.parse(Buffer.from(bytes).toString('utf8')),
      };
    } catch {
      throw new SallyportError('issuer_unavailable');
    }
  };
}

function safeUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && isSecureUrl(url) && !namesForbidden(url)) return url;
  throw new SallyportError('issuer_unavailable');
}
