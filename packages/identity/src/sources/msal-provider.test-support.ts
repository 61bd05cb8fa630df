import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { type IdentityProvider, type IdentityProviderOptions, startIdentityProvider } from '@sallyport/testkit';

/** A provider over https that this process trusts. */
export interface MsalProvider {
  readonly provider: IdentityProvider;
  /** How MSAL is told of an authority that is not Microsoft's. */
  readonly authority: {
    readonly authority: string;
    readonly knownAuthorities: readonly string[];
    readonly protocolMode: 'OIDC';
  };
  close(): Promise<void>;
}

/** For tests. */
export async function startMsalProvider(options: IdentityProviderOptions): Promise<MsalProvider> {
  const trusted = getCACertificates('default');
  const provider = await startIdentityProvider({ ...options, https: true });
  setDefaultCACertificates([...trusted, provider.ca ?? '']);
  const { issuer } = provider;
  return {
    provider,
    authority: { authority: issuer, knownAuthorities: [new URL(issuer).host], protocolMode: 'OIDC' },
    close: async () => {
      setDefaultCACertificates(trusted);
      await provider.close();
    },
  };
}

/** The claims of a token, unverified. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}
