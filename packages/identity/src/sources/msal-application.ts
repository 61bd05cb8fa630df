import type { AuthenticationResult, Configuration, INetworkModule } from '@azure/msal-node';
import { SallyportError } from '@sallyport/core';
import { secureUrl } from '../secure-url.ts';
import type { IdentityToken } from '../token-source.ts';
import { msalNetwork } from './msal-network.ts';

/** A certificate registered with the application. */
export interface MsalCertificate {
  /** SHA-256 of the DER certificate, hexadecimal. */
  readonly thumbprintSha256: string;
  /** PKCS#8 PEM of its RSA key. */
  readonly privateKey: string;
  /** The certificate, PEM, for authorities that match the chain's subject and issuer. */
  readonly x5c?: string;
}

/** An authority MSAL talks to, and how. */
export interface MsalAuthorityOptions {
  /** `https://login.microsoftonline.com/TENANT`. MSAL demands https. */
  readonly authority: string;
  readonly clientId: string;
  /** Hosts to trust without asking Microsoft's instance discovery: with the port, where there is one. */
  readonly knownAuthorities?: readonly string[];
  /** `OIDC` for an authority that is not Microsoft's. Default `AAD`. */
  readonly protocolMode?: 'AAD' | 'OIDC';
  /** What requests are made with. Default: the global fetch. */
  readonly fetch?: typeof globalThis.fetch;
  /** Takes the place of our own network module, with whatever bounds it has. */
  readonly networkModule?: INetworkModule;
}

/** An application with a credential, of which it has exactly one, registered with Microsoft Entra ID or with any authority MSAL can talk to. */
export interface MsalApplicationOptions extends MsalAuthorityOptions {
  readonly clientSecret?: string;
  readonly certificate?: MsalCertificate;
  /**
   * Gives a signed assertion of who the application is (RFC 7523 §2.2), such as a workload's token that the application's federated
   * credential trusts. Asked anew for each token.
   */
  readonly clientAssertion?: () => string | Promise<string>;
}

/** Raises `config_invalid` without https, client id or scopes. */
export function checkAuthority(options: MsalAuthorityOptions, scopes: readonly string[]): void {
  secureUrl({ name: 'authority', text: options.authority });
  if (options.clientId === '') throw new SallyportError('config_invalid', { place: 'clientId' });
  if (scopes.length === 0) throw new SallyportError('config_invalid', { place: 'scopes' });
}

/** Raises what `checkAuthority` does, and `config_invalid` without exactly one credential. */
export function checkApplication(options: MsalApplicationOptions, scopes: readonly string[]): void {
  checkAuthority(options, scopes);
  const { clientSecret, certificate, clientAssertion } = options;
  const credentials = [clientSecret, certificate, clientAssertion].filter(Boolean);
  if (credentials.length !== 1) {
    throw new SallyportError('config_invalid', { place: 'clientSecret, certificate or clientAssertion' });
  }
}

/** MSAL's configuration. It makes an application for one request, because its network module is where the signal goes in. */
export function msalConfiguration(options: MsalApplicationOptions, signal: AbortSignal | undefined): Configuration {
  const { authority, clientId, knownAuthorities = [], protocolMode = 'AAD' } = options;
  const { clientSecret, certificate, clientAssertion } = options;
  return {
    auth: {
      authority,
      clientId,
      knownAuthorities: [...knownAuthorities],
      ...(clientSecret ? { clientSecret } : {}),
      ...(certificate ? { clientCertificate: { ...certificate } } : {}),
      ...(clientAssertion ? { clientAssertion: async () => clientAssertion() } : {}),
    },
    system: {
      networkClient: options.networkModule ?? msalNetwork({ fetch: options.fetch, signal }),
      protocolMode,
      disableInternalRetries: true,
    },
  };
}

/** The access token in MSAL's answer. Raises `identity_unavailable` where there is none. */
export function accessTokenOf(result: AuthenticationResult | null): IdentityToken {
  if (result === null || result.accessToken === '') throw new SallyportError('identity_unavailable');
  const token = { token: result.accessToken, type: 'urn:ietf:params:oauth:token-type:access_token' } as const;
  return result.expiresOn === null ? token : { ...token, expiresAt: result.expiresOn.getTime() };
}
