import type { OpenIdProvider } from './discover.ts';
import type { LoginPlace } from './login-place.ts';
import { type LoginToken, loginToken, orLoginFailed } from './login-token.ts';

/** How to log in without a browser here. */
export interface DeviceLogin {
  readonly place: LoginPlace;
  readonly provider: OpenIdProvider;
  /** Shows the user where to go, and the code to type in there. */
  readonly show: (prompt: DevicePrompt) => Promise<void>;
}

/** What the identity provider says to show; its words are its own. */
export interface DevicePrompt {
  readonly url: string;
  readonly code: string;
  /** The address with the code in it already. */
  readonly urlWithCode?: string;
}

const LONGEST_MS = 900_000;

/**
 * Logs in by a device code, RFC 8628, that the user takes to a browser elsewhere: as long as the code is good, a quarter of an hour at most.
 * Asks as often as the identity provider says, and less often when it says so. Raises `login_failed`.
 */
export async function deviceLogin({ place, provider, show }: DeviceLogin): Promise<LoginToken> {
  const { oidc, config } = provider;
  const parameters = { ...place.parameters, scope: place.scope };
  const device = await orLoginFailed(oidc.initiateDeviceAuthorization(config, parameters));
  const {
    verification_uri: url,
    user_code: code,
    verification_uri_complete: urlWithCode,
    expires_in: seconds,
  } = device;
  await show({ url, code, ...(urlWithCode === undefined ? {} : { urlWithCode }) });
  const signal = AbortSignal.timeout(Math.min(seconds * 1000, LONGEST_MS));
  return loginToken(await orLoginFailed(oidc.pollDeviceAuthorizationGrant(config, device, undefined, { signal })));
}
