import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { type KeyedEventSigner, signProof, webCryptoEventSigner } from '@sallyport/ledger';
import { encodeRequest } from '../load/encode-request.ts';

/** Exchanges of identity tokens, each token presented once. */
export interface Exchanges {
  /** The companion's base URL. */
  readonly companion: string;
  readonly connection: string;
  /** Fresh tokens of the identity provider. */
  readonly tokens: readonly string[];
  /** How many clients, each with a key of its own, take turns. */
  readonly clients: number;
}

/** Makes whole requests to the token endpoint (RFC 8693), each with a proof of possession (RFC 9449), ready to be sent within the minute that a proof lives. */
export async function prepareExchanges({
  companion,
  connection,
  tokens,
  clients,
}: Exchanges): Promise<readonly Buffer[]> {
  const url = `${companion}/oauth/token`;
  const signers = await Promise.all(Array.from({ length: clients }, newSigner));
  return Promise.all(
    tokens.map(async (token, number) => {
      const signer = signers[number % clients] as KeyedEventSigner;
      const proof = { jti: randomUUID(), htm: 'POST', htu: url, iat: Math.floor(Date.now() / 1000) };
      const form = {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: token,
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        audience: connection,
      };
      const headers = { dpop: await signProof(proof, signer), 'content-type': 'application/x-www-form-urlencoded' };
      return encodeRequest({ url, headers, body: new URLSearchParams(form).toString() });
    }),
  );
}

async function newSigner(): Promise<KeyedEventSigner> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return webCryptoEventSigner(privateKey.export({ format: 'jwk' }) as JsonWebKey);
}
