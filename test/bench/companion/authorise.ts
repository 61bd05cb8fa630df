import { createHash, createHmac, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import type { AppliedCounts } from '@sallyport/core';
import { type KeyedEventSigner, signProof, webCryptoEventSigner } from '@sallyport/ledger';
import { BenchFailure } from '../bench-failure.ts';

/** Where a client gets its grant. */
export interface GrantSource {
  /** The companion's base URL. */
  readonly companion: string;
  readonly connection: string;
  /** A fresh token of the identity provider. */
  readonly subjectToken: string;
}

/** One POST that is to be authorised. */
export interface PostToAuthorise {
  readonly url: string;
  readonly body: string;
  /** Of a call of a model: what the client says it found in the body, and did about it. Makes the proof a signed intent. */
  readonly applied?: AppliedCounts;
}

/** A client of the companion, as the companion knows it. */
export interface AuthorisedClient {
  /** Its key, which signs its proofs and events. */
  readonly signer: KeyedEventSigner;
  /** The headers that authorise one POST. They are good for one use, within a minute. */
  authorise(post: PostToAuthorise): Promise<Readonly<Record<string, string>>>;
}

/**
 * Exchanges a token for a grant bound to a fresh key (RFC 8693, RFC 9449), and authorises requests with it. All that the
 * companion demands of a caller is in this file. Rejects with `BenchFailure` when no grant is given.
 */
export async function authorisedClient(source: GrantSource): Promise<AuthorisedClient> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer = await webCryptoEventSigner(privateKey.export({ format: 'jwk' }) as JsonWebKey);
  const grant = await exchange(source, signer);
  const ath = createHash('sha256').update(grant).digest('base64url');
  return {
    signer,
    authorise: async ({ url, body, applied }) => {
      const authorization = `DPoP ${grant}`;
      if (applied === undefined) return { authorization, dpop: await signProof(proofFor(url, { ath }), signer) };
      const salt = randomBytes(32);
      const commitment = createHmac('sha256', salt).update(body).digest('base64url');
      const intent = { correlationId: randomUUID(), commitment, applied };
      const dpop = await signProof(proofFor(url, { ath, intent }), signer);
      return { authorization, dpop, 'sallyport-salt': salt.toString('base64url') };
    },
  };
}

/** RFC 9449 §4.2. */
function proofFor<More extends object>(htu: string, more: More) {
  return { jti: randomUUID(), htm: 'POST', htu, iat: Math.floor(Date.now() / 1000), ...more };
}

async function exchange(source: GrantSource, signer: KeyedEventSigner): Promise<string> {
  const url = `${source.companion}/oauth/token`;
  const form = {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: source.subjectToken,
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    audience: source.connection,
  };
  const headers = { dpop: await signProof(proofFor(url, {}), signer) };
  const answer = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(form) });
  if (!answer.ok) throw new BenchFailure(`the token endpoint answered ${answer.status}`);
  return ((await answer.json()) as { readonly access_token: string }).access_token;
}
