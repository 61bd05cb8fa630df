import { SallyportError } from '@sallyport/core';
import type { SecretStore } from '../secrets/index.ts';

/** The newest version of a sealed secret. Raises `credential_unavailable`, also of one that could not be opened. */
export async function readSecret(secrets: Pick<SecretStore, 'get'>, name: string): Promise<string> {
  const value = await secrets.get(name).catch(() => undefined);
  if (value === undefined) throw new SallyportError('credential_unavailable');
  return value;
}
