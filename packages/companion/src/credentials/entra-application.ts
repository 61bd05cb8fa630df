import type { ConfidentialClientApplication } from '@azure/msal-node';
import type { EntraConfig } from '../config/index.ts';
import type { IdentityToken } from '../federation/index.ts';
import { msalNetwork } from './msal-network.ts';

/** What a confidential client of Entra's is opened with. */
export interface EntraParts {
  readonly config: EntraConfig;
  readonly identityToken: IdentityToken;
}

/**
 * An application of Entra ID that proves itself by a federated identity credential: by tokens of the companion's own, RFC 7523 §2.2. One
 * for each request, because its network is where the signal goes in.
 */
export async function entraApplication(
  { config, identityToken }: EntraParts,
  signal: AbortSignal,
): Promise<ConfidentialClientApplication> {
  // Loaded when first needed: a companion without it does not pay for it.
  const msal = await import('@azure/msal-node');
  const { tenant, clientId, host } = config;
  return new msal.ConfidentialClientApplication({
    auth: {
      authority: `${host}/${tenant}`,
      clientId,
      // Microsoft's own instance discovery would ask one host about another.
      knownAuthorities: [new URL(host).host],
      clientAssertion: () => identityToken(),
    },
    system: { networkClient: msalNetwork({ signal }), disableInternalRetries: true },
  });
}
