import { SallyportError } from '@sallyport/core';
import type { ConnectionConfig } from '../config/index.ts';
import { type Credential, NO_CREDENTIAL, staticCredential } from '../credentials/index.ts';
import type { SecretStore } from '../secrets/index.ts';

/** Opens the credentials of all connections at the start, so that a missing one stops the start and not a call. */
export async function connectionCredentials(
  connections: readonly ConnectionConfig[],
  secrets: SecretStore,
): Promise<ReadonlyMap<string, Credential>> {
  const opened = new Map<string, Credential>();
  for (const one of connections) opened.set(one.name, await openCredential(one, secrets));
  return opened;
}

async function openCredential({ name, kind, credential }: ConnectionConfig, secrets: SecretStore): Promise<Credential> {
  if (!('secret' in credential)) return NO_CREDENTIAL;
  const key = await secrets.get(credential.secret);
  if (key !== undefined) return staticCredential(kind, key);
  throw new SallyportError('config_invalid', { place: `connections/${name}: no secret of this name is sealed` });
}
