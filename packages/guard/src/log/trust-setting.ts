import { readFileSync } from 'node:fs';
import { SallyportError, utf8 } from '@sallyport/core';
import { decodeVerifierKey, readTrust, type Trust } from '@sallyport/ledger';

/** Which keys a user demands of the companion. */
export interface TrustDemand {
  /** The one log key that will do; absent where the first one seen is taken. */
  readonly logKey?: string;
  /** All of the keys. */
  readonly trust?: Trust;
}

/**
 * Reads the setting `trust`: the path of a `trust.json`, what is in it, or the log's verifier key alone. A file is read at once. Raises
 * `config_invalid`, at the latest when the answer is awaited.
 */
export function readTrustSetting(setting: Trust | string | undefined): () => Promise<TrustDemand> {
  if (setting === undefined) return async () => ({});
  if (typeof setting === 'string' && isLogKey(setting)) return async () => ({ logKey: setting });
  const bytes = typeof setting === 'string' ? readFile(setting) : utf8(JSON.stringify({ version: 2, ...setting }));
  return async () => {
    const trust = await readTrust(bytes).catch(() => {
      throw new SallyportError('config_invalid', { place: 'trust' });
    });
    return { trust };
  };
}

function isLogKey(text: string): boolean {
  try {
    decodeVerifierKey(text);
    return true;
  } catch {
    return false;
  }
}

function readFile(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch {
    throw new SallyportError('config_invalid', { place: 'trust' });
  }
}
