import { type KeyObject, randomUUID } from 'node:crypto';
import { type Clock, SallyportError, systemClock } from '@sallyport/core';
import { SignJWT } from 'jose';

/** The key that signs federation tokens: RSA, at least 2,048 bits. */
export interface FederationKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
}

/** What a token of the companion's says. */
export interface FederationToken {
  /** `aud`: the one service that may take it. */
  readonly audience: string;
  /** `sub`: `sallyport:openai`, or what the service was told to expect. */
  readonly subject: string;
  /** Seconds from issue to expiry, at most 600. */
  readonly lifetimeSeconds: number;
}

/** What it issues with. */
export interface FederationIssuerOptions {
  /** `iss`: the public URL, below which clouds find the discovery document and the keys. */
  readonly issuer: string;
  /** Gives the key that is active now: it may change from one token to the next. */
  readonly key: () => FederationKey;
  /** Default: the system's. */
  readonly clock?: Clock;
}

/** No cloud needs longer to exchange one. */
const LONGEST_SECONDS = 600;
/** A cloud whose clock is behind takes a token at once. */
const SKEW_SECONDS = 30;

/**
 * The companion as an OpenID Connect issuer: tokens that say which connection asks, for clouds that trust its keys in place
 * of a secret (OpenID Connect Core 1.0 §2, RFC 7519).
 */
export class FederationIssuer {
  readonly #options: FederationIssuerOptions;

  constructor(options: FederationIssuerOptions) {
    this.#options = options;
  }

  /** Signs a token by RS256, the one algorithm that every cloud takes; each has a `jti` of its own. Raises `internal` for a lifetime out of bounds. */
  async token({ audience, subject, lifetimeSeconds }: FederationToken): Promise<string> {
    if (!(lifetimeSeconds > 0 && lifetimeSeconds <= LONGEST_SECONDS)) throw new SallyportError('internal');
    const { issuer, key, clock = systemClock } = this.#options;
    const { kid, privateKey } = key();
    const now = Math.floor(clock.now() / 1000);
    return new SignJWT({ jti: randomUUID() })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
      .setIssuer(issuer)
      .setSubject(subject)
      .setAudience(audience)
      .setIssuedAt(now)
      .setNotBefore(now - SKEW_SECONDS)
      .setExpirationTime(now + lifetimeSeconds)
      .sign(privateKey);
  }
}
