import { SallyportError } from '@sallyport/core';
import { boundedFetch } from '../bounded-fetch.ts';
import { type CacheOptions, cached } from '../cached.ts';
import { secureUrl } from '../secure-url.ts';
import { tokenExpiry } from '../token-expiry.ts';
import type { TokenSource } from '../token-source.ts';

/** A job of GitHub Actions that has the permission `id-token: write`. */
export interface GithubActionsOptions extends CacheOptions {
  /** `aud` of the token: what the companion is configured to accept. */
  readonly audience: string;
  /** Where the job asks, and with what: `ACTIONS_ID_TOKEN_REQUEST_URL` and `ACTIONS_ID_TOKEN_REQUEST_TOKEN` of its environment. */
  readonly requestUrl: string;
  readonly requestToken: string;
  /** What requests are made with. Default: the global fetch. */
  readonly fetch?: typeof globalThis.fetch;
  /** Allow plain http to this very machine. Default `false`. */
  readonly allowInsecureLoopback?: boolean;
}

const PERMISSION = 'GitHub gave no ID token: give the job `permissions: id-token: write`';

/**
 * Gets the ID tokens of a GitHub Actions job, from where its runner says; cached.
 * Raises `config_invalid` at once for an address that is not https, or without audience or token.
 * Source: GitHub, "OpenID Connect reference", requesting the JWT by the environment of the runner.
 */
export function githubActions(options: GithubActionsOptions): TokenSource {
  const { audience, requestToken, requestUrl, fetch, allowInsecureLoopback } = options;
  const url = secureUrl({ name: 'requestUrl', text: requestUrl, allowInsecureLoopback });
  if (audience === '') throw new SallyportError('config_invalid', { place: 'audience' });
  if (requestToken === '') throw new SallyportError('config_invalid', { place: 'requestToken' });
  url.searchParams.set('audience', audience);

  const source: TokenSource = {
    async getToken({ signal } = {}) {
      const request = boundedFetch({ fetch, allowInsecureLoopback, signal });
      const headers = { authorization: `Bearer ${requestToken}`, accept: 'application/json' };
      const answer = await request(url.href, { method: 'GET', headers });
      const { value: token }: { readonly value?: unknown } = answer.ok ? ((await answer.json()) as object) : {};
      if (typeof token !== 'string') throw new SallyportError('identity_unavailable', { place: PERMISSION });
      const expiresAt = tokenExpiry(token);
      const type = 'urn:ietf:params:oauth:token-type:jwt';
      return expiresAt === undefined ? { token, type } : { token, type, expiresAt };
    },
  };
  return cached(source, options);
}
