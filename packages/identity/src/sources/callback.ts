import { type CacheOptions, cached } from '../cached.ts';
import { tokenExpiry } from '../token-expiry.ts';
import type { IdentityToken, TokenSource } from '../token-source.ts';

/** What a callback gives: a token with its type, or a JWT alone. */
export type CallbackResult = IdentityToken | string;

/**
 * A source that asks your own function, for whatever no other source does. Where it gives no `expiresAt`, the `exp` of a
 * JWT is taken. It is asked again shortly before the expiry, or each time when that is unknown; see `cached`.
 */
export function callback(
  getToken: (options: { readonly signal: AbortSignal }) => CallbackResult | Promise<CallbackResult>,
  options: CacheOptions = {},
): TokenSource {
  const source: TokenSource = {
    async getToken({ signal = new AbortController().signal } = {}) {
      const given = await getToken({ signal });
      const token: IdentityToken =
        typeof given === 'string' ? { token: given, type: 'urn:ietf:params:oauth:token-type:jwt' } : given;
      const expiresAt = token.expiresAt ?? tokenExpiry(token.token);
      return expiresAt === undefined ? token : { ...token, expiresAt };
    },
  };
  return cached(source, options);
}
