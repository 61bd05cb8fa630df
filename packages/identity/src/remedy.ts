import { isSallyportError, SallyportError } from '@sallyport/core';

const UNREACHABLE = 'the provider could not be reached: check its address, the network and its certificate authority';
const REFUSED = 'the provider refused the request: check how the client is set up there';
const CREDENTIAL = 'the provider refused the client: check its id and its credential, which may have expired';
const TARGET = 'the provider does not know the scope or resource: check what the token is asked for';
const CONSENT = 'consent is missing: let an administrator of the provider grant it';
const DECLINED = 'the login was declined: start it again';

/** What to do about an error of a provider: RFC 6749 §5.2, RFC 8628 §3.5, RFC 8707 §2, OpenID Connect Core 1.0 §3.1.2.6, and MSAL's own names. */
const REMEDIES: Readonly<Record<string, string>> = {
  invalid_client: CREDENTIAL,
  unauthorized_client: 'the client may not use this grant: allow it at the provider',
  unsupported_grant_type: 'the provider does not know this grant: use another token source',
  invalid_grant: 'the provider refused the grant: give it a fresh token, or log in again',
  invalid_scope: TARGET,
  invalid_target: TARGET,
  invalid_resource: TARGET,
  access_denied: DECLINED,
  authorization_declined: DECLINED,
  user_cancelled: DECLINED,
  expired_token: 'the code has expired: start the login again',
  device_code_expired: 'the code has expired: start the login again',
  interaction_required: CONSENT,
  consent_required: CONSENT,
  login_required: 'the user must log in again',
  temporarily_unavailable: 'the provider is busy: try again later',
  invalid_assertion: 'the assertion could not be made: check the key that signs it',
  endpoints_resolution_error: UNREACHABLE,
  network_error: UNREACHABLE,
};

/**
 * The error of a token source, from whatever its library raised: `identity_unavailable` with the remedy that its code stands for. Nothing
 * of the library's words is kept: they may quote a token, a secret or the provider's answer.
 */
export function identityUnavailable(cause: unknown): SallyportError {
  if (isSallyportError(cause)) return cause;
  const codes = codesOf(cause);
  const known = codes.find((code) => Object.hasOwn(REMEDIES, code));
  const remedy = known === undefined ? undefined : REMEDIES[known];
  return new SallyportError('identity_unavailable', { place: remedy ?? (codes.length > 0 ? REFUSED : UNREACHABLE) });
}

/** `error` of openid-client, `errorCode` of MSAL, or, where that only says that a request failed, its `errorMessage`. */
function codesOf(cause: unknown): readonly string[] {
  if (typeof cause !== 'object' || cause === null) return [];
  const { error, errorCode, errorMessage } = cause as Readonly<Record<string, unknown>>;
  return [error, errorCode, errorMessage].filter((code) => typeof code === 'string');
}
