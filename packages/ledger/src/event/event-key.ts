import { type EventPublicKey, fromBase64url, SallyportError } from '@sallyport/core';
import { calculateJwkThumbprint } from 'jose';
import { isRecord } from '../jws/compact-jws.ts';

/** Keys ready to verify events, by `kid`. */
export type EventKeys = ReadonlyMap<string, CryptoKey>;

const MEMBERS: ReadonlySet<string> = new Set(['kty', 'crv', 'x', 'y', 'kid', 'alg', 'use']);

/**
 * Reads a JWK as the public key of an event signer: `kty`, `crv`, `x`, `y`, and at most `kid` (its thumbprint), `alg` (ES256)
 * and `use` (sig) besides. Rejects with `SallyportError('config_invalid')` on anything else, a private key before all.
 */
export async function readEventKey(jwk: unknown): Promise<EventPublicKey> {
  if (!isRecord(jwk) || !Object.keys(jwk).every((member) => MEMBERS.has(member)))
    throw new SallyportError('config_invalid');
  const { kty, crv, x, y, alg = 'ES256', use = 'sig' } = jwk;
  if (kty !== 'EC' || crv !== 'P-256' || alg !== 'ES256' || use !== 'sig' || !isCoordinate(x) || !isCoordinate(y)) {
    throw new SallyportError('config_invalid');
  }
  const kid = await calculateJwkThumbprint({ kty, crv, x, y });
  if (jwk.kid !== undefined && jwk.kid !== kid) throw new SallyportError('config_invalid');
  return Object.freeze({ kty, crv, x, y, kid });
}

/**
 * Makes keys ready for `verifyEvent`, each under its own thumbprint.
 * Rejects with `SallyportError('config_invalid')` when one is not a point of P-256.
 */
export async function importEventKeys(keys: readonly EventPublicKey[]): Promise<EventKeys> {
  return new Map(await Promise.all(keys.map(importEventKey)));
}

async function importEventKey(jwk: EventPublicKey): Promise<[string, CryptoKey]> {
  const { kid, ...point } = await readEventKey(jwk);
  try {
    return [kid, await crypto.subtle.importKey('jwk', point, { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify'])];
  } catch {
    throw new SallyportError('config_invalid');
  }
}

function isCoordinate(value: unknown): value is string {
  return typeof value === 'string' && fromBase64url(value)?.length === 32;
}
