import { openSigningKeys } from '../secrets/index.ts';
import { openCompanionStore, type StoreLocation } from './open-companion-store.ts';

/**
 * The verifier key of a companion's log, `name+hex+base64`, made where there is none: its witnesses are told it before the companion
 * first starts. Raises what `openCompanionStore` does, and `secret_unsealed`.
 */
export async function logVerifierKey(options: StoreLocation): Promise<string> {
  const store = await openCompanionStore(options);
  try {
    const { log } = await openSigningKeys({ ...store, origin: options.config.ledger.origin });
    return log.verifierKey;
  } finally {
    await store.close();
  }
}
