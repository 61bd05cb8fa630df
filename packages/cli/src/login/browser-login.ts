import type { OpenIdProvider } from './discover.ts';
import type { LoginPlace } from './login-place.ts';
import { type LoginToken, loginToken, orLoginFailed } from './login-token.ts';
import { listenForRedirect, type Redirect } from './redirect-listener.ts';

/** How to log in with a browser. */
export interface BrowserLogin<T> {
  readonly place: LoginPlace;
  readonly provider: OpenIdProvider;
  /** Shows the address at which the user logs in. */
  readonly show: (url: URL) => Promise<void>;
  /** What becomes of the token; the browser is told how it went after that. */
  readonly use: (token: LoginToken) => Promise<T>;
}

const TIMEOUT_MS = 300_000;

/**
 * Logs in by the authorization code with PKCE (RFC 7636, S256) in a browser that comes back to this machine (RFC 8252), within five minutes.
 * Raises `login_failed`, and what `show` and `use` do.
 */
export async function browserLogin<T>({ place, provider, show, use }: BrowserLogin<T>): Promise<T> {
  const { oidc, config } = provider;
  const listener = await listenForRedirect();
  let redirect: Redirect | undefined;
  try {
    const checks = newChecks(provider, place);
    await show(
      oidc.buildAuthorizationUrl(config, {
        ...place.parameters,
        redirect_uri: listener.redirectUri,
        scope: place.scope,
        code_challenge: await oidc.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
        code_challenge_method: 'S256',
        state: checks.expectedState,
        ...(checks.expectedNonce === undefined ? {} : { nonce: checks.expectedNonce }),
      }),
    );
    redirect = await orLoginFailed(listener.received(checks.expectedState, AbortSignal.timeout(TIMEOUT_MS)));
    const resource = place.parameters.resource === undefined ? {} : { resource: place.parameters.resource };
    const used = await use(
      loginToken(await orLoginFailed(oidc.authorizationCodeGrant(config, redirect.url, checks, resource))),
    );
    await redirect.answer(true);
    return used;
  } catch (cause) {
    await redirect?.answer(false);
    throw cause;
  } finally {
    await listener.close();
  }
}

function newChecks({ oidc }: OpenIdProvider, { scope }: LoginPlace) {
  // Without `openid` there is no ID token for a nonce to be in.
  const nonce = scope.split(' ').includes('openid') ? { expectedNonce: oidc.randomNonce() } : {};
  return { pkceCodeVerifier: oidc.randomPKCECodeVerifier(), expectedState: oidc.randomState(), ...nonce };
}
