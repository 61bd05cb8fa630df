import { type Clock, untilAborted } from '@sallyport/core';
import type { ManagedIdentityConfig } from '../config/index.ts';
import { msalNetwork } from './msal-network.ts';
import { readMsalResult } from './read-msal-result.ts';
import type { Obtain } from './short-lived.ts';

/**
 * Access tokens for the managed identity of the Azure host, from its metadata service (http://169.254.169.254, or where the host's own
 * environment says: App Service, Arc, Service Fabric): the one link-local address that is ever called, and over plain http as Azure has it.
 */
export function managedIdentity(parts: {
  readonly config: ManagedIdentityConfig;
  readonly clock: Clock;
}): Obtain<string> {
  const { config, clock } = parts;
  const { clientId, objectId, resourceId, scope } = config;
  const managedIdentityIdParams = {
    ...(clientId === undefined ? {} : { userAssignedClientId: clientId }),
    ...(objectId === undefined ? {} : { userAssignedObjectId: objectId }),
    ...(resourceId === undefined ? {} : { userAssignedResourceId: resourceId }),
  };
  return async ({ signal }) => {
    const msal = await import('@azure/msal-node');
    const application = new msal.ManagedIdentityApplication({
      managedIdentityIdParams,
      // MSAL keeps the network of the first application for all that come after, so it cannot hold a signal.
      system: { networkClient: msalNetwork({ plain: true }), disableInternalRetries: true },
    });
    const resource = scope.replace(/\/\.default$/, '');
    const asked = application.acquireToken({ resource, forceRefresh: true });
    return readMsalResult(await untilAborted(asked, signal), clock.now());
  };
}
