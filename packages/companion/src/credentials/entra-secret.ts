import type { Clock } from '@sallyport/core';
import { msalNetwork } from './msal-network.ts';
import { readMsalResult } from './read-msal-result.ts';
import type { Obtain } from './short-lived.ts';

/** An application of Entra ID that has a client secret. */
export interface EntraSecretParts {
  readonly tenant: string;
  readonly clientId: string;
  /** Entra's own, or that of a national cloud: `https://login.microsoftonline.com`. */
  readonly host: string;
  /** `https://monitor.azure.com/.default` */
  readonly scope: string;
  readonly secret: string;
  readonly clock: Clock;
}

/** Access tokens of Entra ID for an application: client credentials with its secret, RFC 6749 §4.4. */
export function entraSecret({ tenant, clientId, host, scope, secret, clock }: EntraSecretParts): Obtain<string> {
  return async ({ signal }) => {
    // Loaded when first needed: a companion without it does not pay for it.
    const msal = await import('@azure/msal-node');
    const application = new msal.ConfidentialClientApplication({
      // Microsoft's own instance discovery would ask one host about another.
      auth: { authority: `${host}/${tenant}`, clientId, clientSecret: secret, knownAuthorities: [new URL(host).host] },
      system: { networkClient: msalNetwork({ signal }), disableInternalRetries: true },
    });
    const asked = { scopes: [scope], skipCache: true };
    return readMsalResult(await application.acquireTokenByClientCredential(asked), clock.now());
  };
}
