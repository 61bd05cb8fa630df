import { randomUUID } from 'node:crypto';
import { type CryptoKey, type JWTPayload, type KeyObject, SignJWT } from 'jose';
import type { SigningAlgorithm, SigningKeys } from './signing-keys.ts';

/** What a token shall say. Everything has a valid default, so that a test spoils exactly one thing. */
export interface TokenOptions {
  /** `sub`. Default `ada.example`. */
  readonly subject?: string;
  /** `aud`. Default: the audience of the provider. */
  readonly audience?: string | readonly string[];
  /** `iss`. Default: the issuer. */
  readonly issuer?: string;
  /** Seconds from now to `exp`; negative for a token that has expired. Default 300. `null` leaves `exp` out. */
  readonly expiresIn?: number | null;
  /** Seconds from now to `nbf`. Absent unless given. */
  readonly notBefore?: number;
  /** Further claims; they win over all others. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Default `RS256`. An algorithm other than `RS256` and `ES256` needs `key`. */
  readonly alg?: string;
  /** Signs with this key instead of the provider's own. */
  readonly key?: CryptoKey | KeyObject | Uint8Array;
  /** `typ` of the header. Default `at+jwt`, RFC 9068. */
  readonly typ?: string;
  /** Further header parameters; they win over `kid` and `typ`. */
  readonly header?: Readonly<Record<string, unknown>>;
}

/** A compact JWS. */
export type IssuedToken = string;

/** What tokens are made of unless a test says otherwise. */
export interface TokenDefaults {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: SigningKeys;
}

/** Signs a token. */
export async function issueToken(options: TokenOptions, defaults: TokenDefaults): Promise<IssuedToken> {
  const { alg = 'RS256', typ = 'at+jwt', header = {} } = options;
  const own = defaults.keys[alg as SigningAlgorithm] ?? defaults.keys.RS256;
  return new SignJWT(claimsOf(options, defaults))
    .setProtectedHeader({ alg, typ, kid: own.kid, ...header })
    .sign(options.key ?? own.privateKey);
}

/** The same claims under `alg: none`, with no signature: RFC 7519 §6. */
export function unsignedToken(options: TokenOptions, defaults: TokenDefaults): IssuedToken {
  const { typ = 'at+jwt', header = {} } = options;
  const parts = [{ alg: 'none', typ, ...header }, claimsOf(options, defaults)];
  return `${parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`;
}

function claimsOf(options: TokenOptions, defaults: TokenDefaults): JWTPayload {
  const { subject = 'ada.example', issuer = defaults.issuer, audience = defaults.audience, expiresIn = 300 } = options;
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: issuer,
    sub: subject,
    aud: typeof audience === 'string' ? audience : [...audience],
    client_id: subject,
    jti: randomUUID(),
    iat: now,
    ...(expiresIn === null ? {} : { exp: now + expiresIn }),
    ...(options.notBefore === undefined ? {} : { nbf: now + options.notBefore }),
    ...options.claims,
  };
}
