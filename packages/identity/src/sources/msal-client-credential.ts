import type { Configuration, INetworkModule } from '@azure/msal-node';
import { SallyportError } from '@sallyport/core';
import { type CacheOptions, cached } from '../cached.ts';
import { secureUrl } from '../secure-url.ts';
import type { TokenSource } from '../token-source.ts';
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

/** An application registered with Microsoft Entra ID, or with any authority MSAL can talk to. */
export interface MsalClientCredentialOptions extends CacheOptions {
  /** `https://login.microsoftonline.com/TENANT`. MSAL demands https. */
  readonly authority: string;
  readonly clientId: string;
  /** Its secret; or else a certificate. */
  readonly clientSecret?: string;
  readonly certificate?: MsalCertificate;
  /** `['api://companion/.default']`. */
  readonly scopes: readonly string[];
  /** Hosts to trust without asking Microsoft's instance discovery: with the port, where there is one. */
  readonly knownAuthorities?: readonly string[];
  /** `OIDC` for an authority that is not Microsoft's. Default `AAD`. */
  readonly protocolMode?: 'AAD' | 'OIDC';
  /** What requests are made with. Default: the global fetch. */
  readonly fetch?: typeof globalThis.fetch;
  /** Takes the place of our own network module, with whatever bounds it has. */
  readonly networkModule?: INetworkModule;
}

/**
 * Gets access tokens for an application by MSAL; cached.
 * Raises `config_invalid` at once without https, client id or scopes, or without exactly one of secret and certificate.
 */
export function msalClientCredential(options: MsalClientCredentialOptions): TokenSource {
  const { scopes } = options;
  checkOptions(options);

  const source: TokenSource = {
    async getToken({ signal } = {}) {
      // Loaded when first needed: a process that uses another source does not pay for it.
      const msal = await import('@azure/msal-node');
      // An application per request, because its network module is where the signal goes in.
      const application = new msal.ConfidentialClientApplication(configuration(options, signal));
      const result = await application.acquireTokenByClientCredential({ scopes: [...scopes], skipCache: true });
      if (result === null || result.accessToken === '') throw new SallyportError('identity_unavailable');
      const token = { token: result.accessToken, type: 'urn:ietf:params:oauth:token-type:access_token' } as const;
      return result.expiresOn === null ? token : { ...token, expiresAt: result.expiresOn.getTime() };
    },
  };
  return cached(source, options);
}

function checkOptions({ authority, clientId, clientSecret, certificate, scopes }: MsalClientCredentialOptions): void {
  secureUrl({ name: 'authority', text: authority });
  const refuse = (place: string) => {
    throw new SallyportError('config_invalid', { place });
  };
  if (clientId === '') refuse('clientId');
  if (scopes.length === 0) refuse('scopes');
  if (!clientSecret === !certificate) refuse('clientSecret or certificate');
}

function configuration(options: MsalClientCredentialOptions, signal: AbortSignal | undefined): Configuration {
  const { authority, clientId, clientSecret, certificate, knownAuthorities = [], protocolMode = 'AAD' } = options;
  return {
    auth: {
      authority,
      clientId,
      knownAuthorities: [...knownAuthorities],
      ...(clientSecret ? { clientSecret } : {}),
      ...(certificate ? { clientCertificate: { ...certificate } } : {}),
    },
    system: {
      networkClient: options.networkModule ?? msalNetwork({ fetch: options.fetch, signal }),
      protocolMode,
      disableInternalRetries: true,
    },
  };
}
