import { SallyportError } from '@sallyport/core';
import type { ConnectionConfig } from '../config/index.ts';
import type { SecretStore } from '../secrets/index.ts';

/** Opens the credentials of all connections at the start, so that a missing one stops the start and not a call. */
export async function connectionCredentials(
  connections: readonly ConnectionConfig[],
  secrets: SecretStore,
): Promise<ReadonlyMap<string, string>> {
  const opened = new Map<string, string>();
  for (const { name, credential } of connections) {
    if (!('secret' in credential)) continue;
    const key = await secrets.get(credential.secret);
    if (key === undefined) {
      throw new SallyportError('config_invalid', { place: `connections/${name}: no secret of this name is sealed` });
    }
    opened.set(name, key);
  }
  return opened;
}
