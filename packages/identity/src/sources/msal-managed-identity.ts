import type { INetworkModule, ManagedIdentityConfiguration } from '@azure/msal-node';
import { SallyportError } from '@sallyport/core';
import { type CacheOptions, cached } from '../cached.ts';
import { identityUnavailable } from '../remedy.ts';
import type { TokenSource } from '../token-source.ts';
import { accessTokenOf } from './msal-application.ts';
import { metadataNetwork } from './msal-network.ts';
import { withNetwork } from './with-network.ts';

/** The identity that Azure gave to this machine, container or function. */
export interface MsalManagedIdentityOptions extends CacheOptions {
  /** What the token is for: `api://companion`. */
  readonly resource: string;
  /** Which user-assigned identity, by one of its ids. Default: the one the system assigned. */
  readonly assigned?: { readonly clientId: string } | { readonly objectId: string } | { readonly resourceId: string };
  /** What requests are made with. Default: the global fetch. */
  readonly fetch?: typeof globalThis.fetch;
  /** Takes the place of our own network module. */
  readonly networkModule?: INetworkModule;
}

/**
 * Gets access tokens of a managed identity from where Azure's environment says they are to be had (the instance metadata service, App
 * Service and the like), by MSAL; cached. Raises `config_invalid` at once without a resource.
 */
export function msalManagedIdentity(options: MsalManagedIdentityOptions): TokenSource {
  const { resource } = options;
  if (resource === '') throw new SallyportError('config_invalid', { place: 'resource' });
  const source: TokenSource = {
    async getToken({ signal } = {}) {
      const msal = await import('@azure/msal-node');
      const network = options.networkModule ?? metadataNetwork({ fetch: options.fetch, signal });
      const ask = (networkClient: INetworkModule) => {
        const application = new msal.ManagedIdentityApplication(configuration(options, networkClient));
        return application.acquireToken({ resource, forceRefresh: true });
      };
      return withNetwork(network, ask)
        .then(accessTokenOf)
        .catch((cause: unknown) => {
          throw identityUnavailable(cause);
        });
    },
  };
  return cached(source, options);
}

function configuration(
  { assigned }: MsalManagedIdentityOptions,
  networkClient: INetworkModule,
): ManagedIdentityConfiguration {
  return {
    ...(assigned === undefined ? {} : { managedIdentityIdParams: idOf(assigned) }),
    system: { networkClient, disableInternalRetries: true },
  };
}

function idOf(assigned: NonNullable<MsalManagedIdentityOptions['assigned']>) {
  if ('clientId' in assigned) return { userAssignedClientId: assigned.clientId };
  return 'objectId' in assigned
    ? { userAssignedObjectId: assigned.objectId }
    : { userAssignedResourceId: assigned.resourceId };
}
