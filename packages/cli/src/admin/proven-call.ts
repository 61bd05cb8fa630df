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
}

/**
 * Calls the companion. Where it wants a nonce in the proof, the call is made once more with it, RFC 9449 §8.
 * Raises the error that the companion names, `companion_unreachable`, `companion_invalid`.
 */
export async function provenCall(call: ProvenCall): Promise<AdminAnswer> {
  const first = await send(call);
  try {
    return await readAdminAnswer(first);
  } catch (cause) {
    const nonce = first.headers.get('dpop-nonce');
    if (!isSallyportError(cause) || cause.code !== 'proof_nonce' || nonce === null) throw cause;
    return readAdminAnswer(await send({ ...call, nonce }));
  }
}

async function send(call: ProvenCall & { readonly nonce?: string }): Promise<Response> {
  const { key, body, ...proven } = call;
  const { method, url, token } = proven;
  const headers = {
    dpop: await key.prove(proven),
    ...(token === undefined ? {} : { authorization: `DPoP ${token}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  return boundedFetch(COMPANION_ERRORS)(url, { method, headers, ...json });
}
