import { isSallyportError } from '@sallyport/core';
import { type AdminAnswer, readAdminAnswer } from './admin-answer.ts';
import { boundedFetch } from './bounded-fetch.ts';
import type { ProofKey } from './proof-key.ts';

/** How the companion's failures are told. */
export const COMPANION_ERRORS = { unreachable: 'companion_unreachable', invalid: 'companion_invalid' } as const;

/** A request to the companion, with a proof that a key is held. */
export interface ProvenCall {
  readonly method: string;
  readonly url: string;
  readonly key: ProofKey;
  /** The token that goes with it, if there is one. */
  readonly token?: string;
  readonly body?: Readonly<Record<string, string>>;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Gives it up. */
  readonly signal?: AbortSignal;
}

/** What sends a request. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Calls the companion. Where it wants a nonce in the proof, the call is made once more with it, RFC 9449 §8.
 * Raises the error that the companion names, `companion_unreachable`, `companion_invalid`.
 */
export function provenCall(call: ProvenCall): Promise<AdminAnswer> {
  return provenExchange(call, { send: boundedFetch(COMPANION_ERRORS), read: readAdminAnswer });
}

/** As `provenCall`, with another way to send, and to read the answer. */
export async function provenExchange<T>(
  call: ProvenCall,
  { send, read }: { readonly send: Send; readonly read: (answer: Response) => Promise<T> },
): Promise<T> {
  const first = await sendProven(call, send);
  try {
    return await read(first);
  } catch (cause) {
    const nonce = first.headers.get('dpop-nonce');
    if (!isSallyportError(cause) || cause.code !== 'proof_nonce' || nonce === null) throw cause;
    return read(await sendProven({ ...call, nonce }, send));
  }
}

async function sendProven(call: ProvenCall & { readonly nonce?: string }, send: Send): Promise<Response> {
  const { key, body, signal, headers: more = {}, ...proven } = call;
  const { method, url, token } = proven;
  const headers = {
    ...more,
    dpop: await key.prove(proven),
    ...(token === undefined ? {} : { authorization: `DPoP ${token}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  return send(url, { method, headers, ...json, ...(signal === undefined ? {} : { signal }) });
}
