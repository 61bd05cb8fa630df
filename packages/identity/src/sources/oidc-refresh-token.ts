import { SallyportError, systemClock } from '@sallyport/core';
import type { TokenEndpointResponse } from 'openid-client';
import { type CacheOptions, cached } from '../cached.ts';
import type { TokenSource } from '../token-source.ts';
import { accessToken, idToken } from './oidc-answer.ts';
import { type OidcClientOptions, oidcClient } from './oidc-client.ts';

/** A client that a person logged in to before. */
export interface OidcRefreshTokenOptions extends OidcClientOptions, CacheOptions {
  /** Absent of a public client. */
  readonly clientSecret?: string;
  /** The refresh token in hand. */
  readonly refreshToken: string;
  /** Given each new refresh token, before the token it came with is used: keep it, for the old one may be dead. */
  readonly onRotated?: (refreshToken: string) => void | Promise<void>;
  /** RFC 8707: the URI of the service the token is for. */
  readonly resource?: string;
  /** Which token of the answer identifies the person. Default `access_token`. */
  readonly use?: 'access_token' | 'id_token';
}

/**
 * Gets tokens of a person by a refresh token, RFC 6749 §6, and follows its rotation; cached.
 * Raises `config_invalid` at once for an issuer that is no https URL, an empty client id, or without a refresh token.
 */
export function oidcRefreshToken(options: OidcRefreshTokenOptions): TokenSource {
  const { clock = systemClock, resource, use = 'access_token', onRotated } = options;
  let { refreshToken } = options;
  if (refreshToken === '') throw new SallyportError('config_invalid', { place: 'refreshToken' });
  const client = oidcClient(options, options.clientSecret);

  const rotate = async ({ refresh_token: next = refreshToken }: TokenEndpointResponse) => {
    if (next === refreshToken) return;
    refreshToken = next;
    await onRotated?.(next);
  };
  const source: TokenSource = {
    getToken: ({ signal } = {}) =>
      client.ask(async (oidc, config) => {
        const now = clock.now();
        const answer = await oidc.refreshTokenGrant(config, refreshToken, resource === undefined ? {} : { resource });
        await rotate(answer);
        return use === 'id_token' ? idToken(answer) : accessToken(answer, now);
      }, signal),
  };
  return cached(source, options);
}
