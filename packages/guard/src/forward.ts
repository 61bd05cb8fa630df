import { asSallyportError, readBounded, SallyportError, untilAborted } from '@sallyport/core';
import type { HeaderRecord, Intended, Reply } from '@sallyport/pipeline';
import type { CompanionClient, Grant } from './companion-client.ts';

/** A fetch function. */
export type Fetch = typeof globalThis.fetch;

/** What forwarding needs. */
export interface ForwardOptions {
  readonly fetch: Fetch;
  readonly companion: URL;
  readonly client: CompanionClient;
  /** What the caller gave fetch beside method, headers and body: a dispatcher, an agent, `duplex`. */
  readonly init: RequestInit;
}

/** Request headers that may go on to the companion; the pipeline has searched them. Every other header stays behind. */
const PASSED = /^(?:accept|content-type|idempotency-key)$/;
const PASSED_VALUE = /^[\x20-\x7e]{0,256}$/;

/** The largest answer taken from the companion, in bytes: 64 MiB. */
const MAX_ANSWER_BYTES = 67_108_864;

/** Sends the transformed bytes to the companion; a refused grant is exchanged anew, once. Raises `companion_*`. */
export async function forward(exchange: Intended, options: ForwardOptions): Promise<Reply> {
  const { signal } = exchange.call;
  const grant = await untilAborted(options.client.grant(), signal);
  const first = await sendWith(grant, exchange, options);
  if (first.status !== 401) return first;
  options.client.drop(grant);
  return sendWith(await untilAborted(options.client.grant(), signal), exchange, options);
}

async function sendWith(grant: Grant, exchange: Intended, options: ForwardOptions): Promise<Reply> {
  const { operation, query, call, egress, connection } = exchange;
  const root = options.companion.href.replace(/\/$/, '');
  const url = `${root}/c/${connection.name}${operation.path}${query === '' ? '' : `?${query}`}`;
  const init: RequestInit = {
    ...options.init,
    method: operation.method,
    headers: {
      ...passedHeaders(call.headers),
      authorization: `Bearer ${grant.token}`,
      'sallyport-correlation': exchange.correlationId,
    },
    body: egress.length === 0 ? null : new Uint8Array(egress),
    redirect: 'manual',
    referrerPolicy: 'no-referrer',
    signal: call.signal,
  };
  const response = await options.fetch(url, init).catch(() => {
    throw new SallyportError('companion_unreachable');
  });
  return readReply(response);
}

async function readReply(response: Response): Promise<Reply> {
  // A redirect would carry the grant and the text elsewhere.
  if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
    throw new SallyportError('companion_invalid');
  }
  const body = await readBounded(response.body, { limit: MAX_ANSWER_BYTES, error: 'upstream_too_large' }).catch(
    (cause) => {
      throw asSallyportError(cause, 'companion_unreachable');
    },
  );
  return { status: response.status, headers: Object.fromEntries(response.headers), body };
}

function passedHeaders(headers: HeaderRecord): HeaderRecord {
  return Object.fromEntries(
    Object.entries(headers).filter(([name, value]) => PASSED.test(name) && PASSED_VALUE.test(value)),
  );
}
