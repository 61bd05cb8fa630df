import { isSecureUrl, SallyportError } from '@sallyport/core';
import { Agent, type Dispatcher, request } from 'undici';
import { namesForbidden } from '../addresses/address-kind.ts';
import { checkedLookup } from '../addresses/checked-lookup.ts';

const MOST_BYTES = 262_144;
const TIMEOUT_MS = 10_000;

/** No name of a token service leads to where clouds hand out credentials to whoever asks. */
const ELSEWHERE = new Agent({ connect: { lookup: checkedLookup((kind) => kind !== 'forbidden') } });

/** What bounds a request to a security token service. */
export interface StsFetchOptions {
  /** Default: none but the time limit of 10 seconds. */
  readonly signal?: AbortSignal;
  /** Allow plain http anywhere, and addresses that are otherwise never called: for the metadata service of the machine itself. Default `false`. */
  readonly plain?: boolean;
}

/** A fetch that knows its bounds. */
export type StsFetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * A fetch for security token services: https (or http to this very machine) only, to no link-local or metadata address, no redirect followed, at most 256 KiB of answer, read
 * whole, ended by the signal or after 10 seconds. Raises `credential_unavailable` beyond these bounds, and what undici raises.
 */
export function stsFetch({ signal, plain = false }: StsFetchOptions = {}): StsFetch {
  return async (input, init = {}) => {
    const asked = new Request(input, { ...init, signal: null });
    const { method, url } = asked;
    if (!plain && (!isSecureUrl(new URL(url)) || namesForbidden(new URL(url)))) throw unavailable();
    const limit = AbortSignal.timeout(TIMEOUT_MS);
    const ends = signal === undefined ? limit : AbortSignal.any([signal, limit]);
    const { statusCode: status, ...answer } = await request(url, {
      method: method as Dispatcher.HttpMethod,
      headers: Object.fromEntries(asked.headers),
      body: method === 'GET' ? null : await asked.text(),
      signal: ends,
      ...(plain ? {} : { dispatcher: ELSEWHERE }),
    });
    const bytes = await readBody(answer.body);
    if (status >= 300 && status < 400) throw unavailable();
    const type = String(answer.headers['content-type'] ?? '');
    return new Response(bytes, { status, headers: type === '' ? {} : { 'content-type': type } });
  };
}

/** Leaving the loop ends the stream. */
async function readBody(body: AsyncIterable<Buffer>): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > MOST_BYTES) throw unavailable();
    chunks.push(chunk);
  }
  return length === 0 ? null : new Uint8Array(Buffer.concat(chunks));
}

function unavailable(): SallyportError {
  return new SallyportError('credential_unavailable');
}
