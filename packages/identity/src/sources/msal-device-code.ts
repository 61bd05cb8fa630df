import type { AccountInfo, DeviceCodeRequest, PublicClientApplication } from '@azure/msal-node';
import { type CacheOptions, cached } from '../cached.ts';
import { identityUnavailable } from '../remedy.ts';
import type { IdentityToken, TokenSource } from '../token-source.ts';
import { accessTokenOf, checkAuthority, type MsalAuthorityOptions, msalConfiguration } from './msal-application.ts';

/** What a person is asked to do, RFC 8628 §3.3. */
export interface DevicePrompt {
  readonly userCode: string;
  readonly verificationUri: string;
  /** Seconds the code is good for. */
  readonly expiresIn: number;
}

/** A public client that a person logs in to on another device. */
export interface MsalDeviceCodeOptions extends MsalAuthorityOptions, CacheOptions {
  readonly scopes: readonly string[];
  /** Shows the person the code and where to enter it. */
  readonly prompt: (prompt: DevicePrompt) => void;
  /** How long the person has, milliseconds. Default 900,000. */
  readonly timeoutMs?: number;
}

/**
 * Gets access tokens for a person who logs in on another device (RFC 8628), by MSAL; cached, and renewed without asking again as long as the
 * authority lets it. Raises `config_invalid` at once without https, client id or scopes.
 */
export function msalDeviceCode(options: MsalDeviceCodeOptions): TokenSource {
  const { scopes, timeoutMs = 900_000 } = options;
  checkAuthority(options, scopes);
  let application: PublicClientApplication | undefined;
  let account: AccountInfo | undefined;

  const source: TokenSource = {
    async getToken({ signal } = {}) {
      const msal = await import('@azure/msal-node');
      // One for all requests, because it keeps what renews without asking; so no request's signal goes into it.
      application ??= new msal.PublicClientApplication(msalConfiguration(options, undefined));
      try {
        const renewed = account === undefined ? undefined : await renew(application, account, scopes);
        if (renewed !== undefined) return renewed;
        const result = await application.acquireTokenByDeviceCode(deviceRequest(options, signal));
        account = result?.account ?? undefined;
        return accessTokenOf(result);
      } catch (cause) {
        throw identityUnavailable(cause);
      }
    },
  };
  return cached(source, { ...options, timeoutMs });
}

/** `undefined` where the person must be asked. */
async function renew(
  application: PublicClientApplication,
  account: AccountInfo,
  scopes: readonly string[],
): Promise<IdentityToken | undefined> {
  try {
    return accessTokenOf(await application.acquireTokenSilent({ account, scopes: [...scopes], forceRefresh: true }));
  } catch {
    return undefined;
  }
}

function deviceRequest({ scopes, prompt }: MsalDeviceCodeOptions, signal: AbortSignal | undefined): DeviceCodeRequest {
  const request: DeviceCodeRequest = {
    scopes: [...scopes],
    deviceCodeCallback: ({ userCode, verificationUri, expiresIn }) => prompt({ userCode, verificationUri, expiresIn }),
  };
  // MSAL looks at this between two questions to the authority.
  signal?.addEventListener('abort', () => Object.assign(request, { cancel: true }), { once: true });
  return request;
}
