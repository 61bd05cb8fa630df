import { createHash, createHmac, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { type ProofClaims, signProof, webCryptoEventSigner } from '@sallyport/ledger';

/** The key of a client that speaks DPoP by hand, as `node test` has it. */
export const CLIENT_KEY = await newKey();

/** A fresh key, ready to sign proofs and events. */
export function newKey() {
  return webCryptoEventSigner(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }));
}

/** What a request is proved for, and what of it a test spoils. */
export interface Proving {
  readonly method?: string;
  /** The companion's public URL and the path. */
  readonly url: string;
  readonly grant?: string;
  /** The body the intent commits to; without one, the proof holds no intent. */
  readonly body?: string | Uint8Array;
  readonly key?: Awaited<ReturnType<typeof newKey>>;
  /** Default: 32 random bytes. */
  readonly salt?: Uint8Array;
  readonly correlationId?: string;
  /** Written over what is right. */
  readonly claims?: Partial<ProofClaims>;
}

/** Signs a proof of possession, RFC 9449 §4.2. */
export function proofFor({
  method = 'POST',
  url,
  grant,
  key = CLIENT_KEY,
  claims = {},
  ...rest
}: Proving): Promise<string> {
  const ath = grant === undefined ? {} : { ath: createHash('sha256').update(grant).digest('base64url') };
  const intent = rest.body === undefined ? {} : { intent: intentFor(rest) };
  const iat = Math.floor(Date.now() / 1000);
  return signProof({ jti: randomUUID(), htm: method, htu: url, iat, ...ath, ...intent, ...claims }, key);
}

/** The headers of a request that a grant and a proof, and where there is a body a signed intent, go with. */
export async function provenHeaders(
  proving: Proving & { readonly grant: string },
): Promise<Readonly<Record<string, string>>> {
  const salt = proving.salt ?? randomBytes(32);
  const correlationId = proving.correlationId ?? randomUUID();
  const proof = await proofFor({ ...proving, salt, correlationId });
  return {
    authorization: `DPoP ${proving.grant}`,
    dpop: proof,
    ...(proving.body === undefined ? {} : { 'sallyport-salt': Buffer.from(salt).toString('base64url') }),
    'sallyport-correlation': correlationId,
  };
}

function intentFor({
  body = '',
  salt = randomBytes(32),
  correlationId = randomUUID(),
}: Pick<Proving, 'body' | 'salt' | 'correlationId'>) {
  return { correlationId, commitment: createHmac('sha256', salt).update(body).digest('base64url'), applied: {} };
}

/** A fetch for clients that know nothing of proofs: signs each request for a grant. */
export function provingFetch(grant: string, key = CLIENT_KEY): typeof fetch {
  return async (input, init = {}) => {
    const url = String(input);
    const method = init.method ?? 'GET';
    const body = typeof init.body === 'string' ? init.body : '';
    const proven = await provenHeaders({ method, url: url.split('?', 1)[0] ?? '', grant, body, key });
    const headers = new Headers(init.headers);
    for (const [name, value] of Object.entries(proven)) headers.set(name, value);
    return fetch(url, { ...init, headers });
  };
}
