import { type EventPublicKey, SallyportError, toHex, utf8 } from '@sallyport/core';
import { decodeVerifierKey } from '../checkpoint/verifier-key.ts';
import { readEventKey } from '../event/event-key.ts';
import { DEFAULT_HASHER } from '../hash/default-hasher.ts';
import { parseJsonObject } from '../jws/compact-jws.ts';

/** The public keys by which a ledger is believed. */
export interface Trust {
  /** The log's verifier key, `name+hex+base64`; its name is the origin. */
  readonly logKey: string;
  /** Every key that ever signed events of this log. */
  readonly eventKeys: readonly EventPublicKey[];
}

/** The most bytes of a `trust.json` that are read. */
const MAX_TRUST_BYTES = 1_048_576;

/** Writes a trust as `trust.json`: `{version: 1, logKey, eventKeys}`. */
export function encodeTrust({ logKey, eventKeys }: Trust): Uint8Array<ArrayBuffer> {
  return utf8(`${JSON.stringify({ version: 1, logKey, eventKeys }, null, 2)}\n`);
}

/**
 * Reads a `trust.json`: exactly `version` 1, `logKey` and a list `eventKeys` of distinct public keys, see `readEventKey`.
 * Rejects with `SallyportError('config_invalid')` on anything else, or over 1 MiB.
 */
export async function readTrust(bytes: Uint8Array): Promise<Trust> {
  const { version, logKey, eventKeys, ...others } = (bytes.length <= MAX_TRUST_BYTES && parseJsonObject(bytes)) || {};
  if (version !== 1 || typeof logKey !== 'string' || !Array.isArray(eventKeys) || Object.keys(others).length > 0) {
    throw new SallyportError('config_invalid');
  }
  decodeVerifierKey(logKey);
  const keys = await Promise.all(eventKeys.map(readEventKey));
  if (new Set(keys.map(({ kid }) => kid)).size !== keys.length) throw new SallyportError('config_invalid');
  return Object.freeze({ logKey, eventKeys: Object.freeze(keys) });
}

/**
 * What two people compare to know that they trust the same keys: the SHA-256, as 64 hexadecimal digits, of these lines, each
 * ended by a newline: `sallyport-trust-v1`, the log key, and `P-256 <x> <y>` of each event key, sorted.
 */
export function trustFingerprint({ logKey, eventKeys }: Trust): string {
  const points = eventKeys.map(({ crv, x, y }) => `${crv} ${x} ${y}`).sort();
  return toHex(DEFAULT_HASHER.sha256(utf8(['sallyport-trust-v1', logKey, ...points, ''].join('\n'))));
}
