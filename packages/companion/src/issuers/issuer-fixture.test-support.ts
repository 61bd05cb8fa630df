import { generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import { isSallyportError } from '@sallyport/core';
import { TestClock } from '@sallyport/testkit';
import { type JWTHeaderParameters, SignJWT } from 'jose';
import type { IssuerConfig } from '../config/index.ts';
import type { FetchGroups } from './fetch-groups.ts';
import type { IssuerHttp } from './issuer-http.ts';
import type { SubjectToken, VerifiedIdentity } from './subject-token.ts';
import { identityTokenVerifier } from './verify-identity-token.ts';

/** The issuer of the fixture. */
export const ISSUER = 'https://login.example/';
const KEY = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** A public key as a set lists it. */
export function publicJwk(key: KeyObject, marks: object = {}): JsonWebKey {
  return { ...key.export({ format: 'jwk' }), ...marks } as JsonWebKey;
}

/** The key that the issuer signs with, and its entry in the key set. */
export const OWN: { readonly key: KeyObject; readonly jwk: JsonWebKey } = {
  key: KEY.privateKey,
  jwk: publicJwk(KEY.publicKey, { kid: 'own', use: 'sig' }),
};

/** An issuer whose documents a test writes, without a network. */
export interface IssuerFixture {
  readonly clock: TestClock;
  /** What its key set lists; `undefined` while it cannot be reached. */
  keys: readonly unknown[] | undefined;
  /** The addresses that were asked, oldest first. */
  readonly asked: string[];
  sign(claims?: object, signing?: { readonly header?: object; readonly key?: KeyObject | Uint8Array }): Promise<string>;
  /** Verifies a token; gives the code of a refusal. */
  verify(token: string, type?: SubjectToken['type']): Promise<VerifiedIdentity | string>;
  /** Signs claims and verifies them. */
  verifyClaims(claims: object, type?: SubjectToken['type']): Promise<VerifiedIdentity | string>;
}

/** Makes the fixture. */
export function issuerFixture(config: Partial<IssuerConfig> = {}, fetchGroups?: FetchGroups): IssuerFixture {
  const clock = new TestClock();
  const asked: string[] = [];
  const http: IssuerHttp = async (url) => {
    asked.push(url);
    if (fixture.keys === undefined) return { status: 503, headers: {}, body: {} };
    const jwks = `${ISSUER}jwks`;
    const body = url === jwks ? { keys: fixture.keys } : { issuer: ISSUER, jwks_uri: jwks };
    return { status: 200, headers: {}, body };
  };
  const issuers = [{ issuer: ISSUER, audience: 'sallyport', algorithms: ['RS256', 'ES256'] as const, ...config }];
  const groups = new Map(fetchGroups === undefined ? [] : [[ISSUER, fetchGroups]]);
  const verifier = identityTokenVerifier(issuers, { clock, http: new Map([[ISSUER, http]]), groups });
  const fixture: IssuerFixture = {
    clock,
    asked,
    keys: [OWN.jwk],
    sign: async (claims = {}, { header = {}, key = OWN.key } = {}) => {
      const now = Math.floor(clock.now() / 1000);
      const all = { iss: ISSUER, sub: 'ada.example', aud: 'sallyport', iat: now, exp: now + 300, ...claims };
      const marks: JWTHeaderParameters = { alg: 'RS256', kid: 'own', ...header };
      return new SignJWT(all).setProtectedHeader(marks).sign(key);
    },
    verify: (token, type = 'jwt') =>
      verifier({ token, type }).catch((error: unknown) => {
        if (!isSallyportError(error)) throw error;
        return error.code;
      }),
    verifyClaims: async (claims, type) => fixture.verify(await fixture.sign(claims), type),
  };
  return fixture;
}
