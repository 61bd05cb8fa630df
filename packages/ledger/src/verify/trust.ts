import { type EventPublicKey, SallyportError, toHex, utf8 } from '@sallyport/core';
import { decodeVerifierKey } from '../checkpoint/verifier-key.ts';
import { decodeWitnessKey } from '../cosignature/witness-key.ts';
import { readEventKey } from '../event/event-key.ts';
import { DEFAULT_HASHER } from '../hash/default-hasher.ts';
import { parseJsonObject } from '../jws/compact-jws.ts';

/** The public keys by which a ledger is believed. A key that was rotated stays: what it signed must verify for ever. */
export interface Trust {
  /** Every verifier key the log ever had, `name+hex+base64`, the first one first: at least one. They share one name, the origin. */
  readonly logKeys: readonly string[];
  /** Every key that ever signed events of this log, the first one first. */
  readonly eventKeys: readonly EventPublicKey[];
  /** The keys of the witnesses whose cosignatures count, see `encodeWitnessKey`. */
  readonly witnesses: readonly string[];
}

/** What a `trust.json` holds. */
export interface TrustDocument extends Trust {
  /** How these keys came after those before, see `readSuccession`. Not verified yet. */
  readonly endorsements: readonly string[];
}

/** The most bytes of a `trust.json` that are read. */
const MAX_TRUST_BYTES = 1_048_576;

/** The most keys of a kind: hundreds of years of rotations. */
const MAX_KEYS = 1_000;

/** Writes a trust as `trust.json`, version 2: `{version, logKeys, eventKeys}`, and `witnesses` and `endorsements` where there are any. */
export function encodeTrust(trust: Trust & { readonly endorsements?: readonly string[] }): Uint8Array<ArrayBuffer> {
  const { logKeys, eventKeys, witnesses, endorsements = [] } = trust;
  const lists = Object.entries({ witnesses, endorsements }).filter(([, list]) => list.length > 0);
  return utf8(`${JSON.stringify({ version: 2, logKeys, eventKeys, ...Object.fromEntries(lists) }, null, 2)}\n`);
}

/** Reads the keys of a `trust.json`, as `readTrustDocument` does. */
export async function readTrust(bytes: Uint8Array): Promise<Trust> {
  const { logKeys, eventKeys, witnesses } = await readTrustDocument(bytes);
  return Object.freeze({ logKeys, eventKeys, witnesses });
}

/**
 * Reads a `trust.json`: version 2, see `encodeTrust`, or version 1 with one `logKey` and `eventKeys`. No other members; no key twice;
 * public keys alone, see `readEventKey`. Rejects with `SallyportError('config_invalid')` on anything else, or over 1 MiB.
 */
export async function readTrustDocument(bytes: Uint8Array): Promise<TrustDocument> {
  const { version, ...members } = (bytes.length <= MAX_TRUST_BYTES && parseJsonObject(bytes)) || {};
  const { logKeys, eventKeys, witnesses = [], endorsements = [], ...others } = ofVersion(version, members);
  if (Object.keys(others).length > 0) throw new SallyportError('config_invalid');
  const trust = await readKeys({ logKeys, eventKeys, witnesses });
  return Object.freeze({ ...trust, endorsements: textsOf(endorsements) });
}

function ofVersion(version: unknown, members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (version === 2) return members;
  const { logKey, eventKeys, ...others } = members;
  if (version !== 1 || Object.keys(others).length > 0) throw new SallyportError('config_invalid');
  return { logKeys: [logKey], eventKeys };
}

/** Reads the three lists of keys as they stand in JSON. Rejects with `SallyportError('config_invalid')` as `readTrustDocument` does. */
export async function readKeys(lists: { readonly [list in keyof Trust]: unknown }): Promise<Trust> {
  const logKeys = textsOf(lists.logKeys);
  const witnesses = textsOf(lists.witnesses);
  const names = new Set(logKeys.map((key) => decodeVerifierKey(key).name));
  if (names.size !== 1) throw new SallyportError('config_invalid');
  witnesses.forEach(decodeWitnessKey);
  const eventKeys = await Promise.all(listOf(lists.eventKeys).map(readEventKey));
  assertDistinct(
    logKeys,
    witnesses,
    eventKeys.map(({ kid }) => kid),
  );
  return Object.freeze({ logKeys, eventKeys: Object.freeze(eventKeys), witnesses });
}

/** The log's name, which its keys bear. Throws `SallyportError('config_invalid')` for keys that are none. */
export function originOf({ logKeys: [first = ''] }: Pick<Trust, 'logKeys'>): string {
  return decodeVerifierKey(first).name;
}

/**
 * What two people compare to know that they trust the same keys: the SHA-256, as 64 hexadecimal digits, of these lines, each
 * ended by a newline: `sallyport-trust-v2`; then `log <key>` of each log key, `event P-256 <x> <y>` of each event key, and
 * `witness <key>` of each witness, sorted by their bytes.
 */
export function trustFingerprint({ logKeys, eventKeys, witnesses }: Trust): string {
  const lines = [
    ...logKeys.map((key) => `log ${key}`),
    ...eventKeys.map(({ crv, x, y }) => `event ${crv} ${x} ${y}`),
    ...witnesses.map((key) => `witness ${key}`),
  ].sort();
  return toHex(DEFAULT_HASHER.sha256(utf8(['sallyport-trust-v2', ...lines, ''].join('\n'))));
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value) || value.length > MAX_KEYS) throw new SallyportError('config_invalid');
  return value;
}

function textsOf(value: unknown): readonly string[] {
  const list = listOf(value);
  if (!list.every((one) => typeof one === 'string')) throw new SallyportError('config_invalid');
  return Object.freeze([...list]);
}

function assertDistinct(...lists: readonly (readonly string[])[]): void {
  if (lists.some((list) => new Set(list).size !== list.length)) throw new SallyportError('config_invalid');
}
