import { readNetwork } from '@sallyport/core';
import type { ConfigFile } from './config.ts';
import type { ConnectionConfig } from './connection-config.ts';
import type { Fault } from './fault.ts';
import { NETWORK } from './schema/words.ts';

/**
 * Finds what is wrong with how a connection takes bearers, as a path below the connection: bounds where none are taken, no list of
 * clients anywhere, or a network that is none. A stolen bearer is as good as the caller's own, so nothing here is open by default.
 */
export function checkBearerConfig(file: Pick<ConfigFile, 'issuers'>, connection: ConnectionConfig): Fault | undefined {
  const { bearer, senderConstraint } = connection;
  if (bearer === undefined) return undefined;
  if (senderConstraint !== 'bearer') {
    return { path: ['bearer'], message: 'is only for a connection whose senderConstraint is bearer' };
  }
  if (bearer.clients === undefined && !issuersListClients(file, connection)) {
    return { path: ['bearer'], message: 'must have clients, because an issuer without clients is allowed here' };
  }
  const unread = (bearer.networks ?? []).findIndex((network) => readNetwork(network) === undefined);
  if (unread < 0) return undefined;
  return { path: ['bearer', 'networks', unread], message: `must be ${NETWORK}` };
}

function issuersListClients({ issuers }: Pick<ConfigFile, 'issuers'>, { allow }: ConnectionConfig): boolean {
  const open = (issuer: string) => allow.some((rule) => rule.issuer === undefined || rule.issuer === issuer);
  const allowed = issuers.filter(({ issuer }) => open(issuer));
  return allowed.every(({ clients }) => clients !== undefined);
}
