import { type Clock, SallyportError } from '@sallyport/core';
import type { ConnectionConfig } from '../config/index.ts';
import { type Credential, NO_CREDENTIAL, staticCredential } from '../credentials/index.ts';
import type { SecretStore } from '../secrets/index.ts';

/** What credentials are opened with. */
export interface CredentialParts {
  readonly secrets: SecretStore;
  readonly clock: Clock;
}

/** Opens the credentials of all connections at the start, so that a missing one stops the start and not a call. */
export async function connectionCredentials(
  connections: readonly ConnectionConfig[],
  parts: CredentialParts,
): Promise<ReadonlyMap<string, Credential>> {
  const opened = new Map<string, Credential>();
  for (const one of connections) opened.set(one.name, await openCredential(one, parts));
  return opened;
}

async function openCredential(
  { name, kind, credential }: ConnectionConfig,
  parts: CredentialParts,
): Promise<Credential> {
  if (!('secret' in credential)) return NO_CREDENTIAL;
  const { secrets, clock } = parts;
  const versions = async () => (await secrets.versions(credential.secret)).map(({ value }) => value);
  if ((await versions()).length > 0) return staticCredential(kind, { versions, clock });
  throw new SallyportError('config_invalid', { place: `connections/${name}: no secret of this name is sealed` });
}
