import { SallyportError } from '@sallyport/core';
import type { SentinelSinkConfig } from '../../config/index.ts';
import { entraSecret, managedIdentity, type Obtain, ShortLived } from '../../credentials/index.ts';
import type { SinkParts } from '../sink.ts';

/** Entra ID of the public cloud. */
const AUTHORITY = 'https://login.microsoftonline.com';

/**
 * Access tokens to write by the rule, kept for as long as they live: of the host's managed identity, or of an application with its secret; while
 * that is being rotated, with the newest version that Entra takes.
 */
export function sentinelTokens(
  { credential, audience }: SentinelSinkConfig,
  { secrets, clock }: Pick<SinkParts, 'secrets' | 'clock'>,
): ShortLived<string> {
  const scope = `${audience}/.default`;
  if ('managedIdentity' in credential) {
    const { managedIdentity: identity } = credential;
    const config = { scope, ...(identity === 'system' ? {} : { clientId: identity.clientId }) };
    return new ShortLived(managedIdentity({ config, clock }), { clock });
  }
  const { tenantId: tenant, clientId, secret: name, authorityHost: host = AUTHORITY } = credential;
  const obtain: Obtain<string> = async ({ signal }) => {
    const versions = await secrets.versions(name);
    for (const { value: secret } of versions) {
      const asked = entraSecret({ tenant, clientId, host, scope, secret, clock })({ signal });
      const token = await asked.catch((cause: unknown) => {
        if (signal.aborted) throw cause;
      });
      if (token !== undefined) return token;
    }
    throw new SallyportError('credential_unavailable');
  };
  return new ShortLived(obtain, { clock });
}
