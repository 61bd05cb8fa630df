import { type ClientIntent, type EventPublicKey, isUuid, toHex, utf8 } from '@sallyport/core';
import { DEFAULT_HASHER } from '../hash/default-hasher.ts';
import type { Hasher } from '../hash/hasher.ts';
import { isRecord, parseCompactJws, parseJsonObject } from '../jws/compact-jws.ts';
import { readIntentClaim } from './client-intent.ts';

/** The `typ` of a DPoP proof, RFC 9449 §4.2; pinned on every verification. */
export const PROOF_TYPE = 'dpop+jwt';

/** The most bytes a proof may have. */
export const MAX_PROOF_BYTES = 4096;

/** What a proof says, RFC 9449 §4.2. */
export interface ProofClaims {
  /** Unique for its key: a proof is used once. */
  readonly jti: string;
  /** The method. */
  readonly htm: string;
  /** The URL, without query and fragment. */
  readonly htu: string;
  /** Seconds since the Unix epoch. */
  readonly iat: number;
  /** base64url of the SHA-256 of the access token that goes with it. */
  readonly ath?: string;
  /** The nonce the server gave out last, RFC 9449 §8. */
  readonly nonce?: string;
  /** What the client states of the call: `client.intent`. */
  readonly intent?: ClientIntent;
}

/** A proof taken apart; nothing of it verified. */
export interface Proof extends ProofClaims {
  /** The key it claims to be signed with. */
  readonly publicKey: Omit<EventPublicKey, 'kid'>;
  /** The JWS itself. */
  readonly text: string;
  /** It has claims besides these, which RFC 9449 §4.2 allows, and of which nobody knows what they say. */
  readonly foreign?: true;
}

const JTI = /^[\x21-\x7e]{1,128}$/;
const HTM = /^[A-Z]{1,16}$/;
const HTU = /^[\x21-\x7e]{1,2048}$/;
const ATH = /^[\w-]{43}$/;
/** `1*NQCHAR`, RFC 9449 §8.1. */
const NONCE = /^[\x21\x23-\x5b\x5d-\x7e]{1,256}$/;

/**
 * Takes a proof apart. Strict: at most 4 KiB, a header of exactly `typ`, `alg` ES256 and a public P-256 `jwk`, claims within
 * their bounds. Gives `proof_invalid` for anything else, and `intent_invalid` where only its `sallyport` claim is wrong.
 */
export function parseProof(text: string): Proof | 'proof_invalid' | 'intent_invalid' {
  if (text.length > MAX_PROOF_BYTES) return 'proof_invalid';
  const jws = parseCompactJws(utf8(text));
  const publicKey = jws && readHeader(jws.header);
  const payload = jws && parseJsonObject(jws.payload);
  if (publicKey === undefined || payload === undefined) return 'proof_invalid';
  const { jti, htm, htu, iat, ath, nonce, sallyport, ...others } = payload;
  if (!matches(jti, JTI) || !matches(htm, HTM) || !matches(htu, HTU)) return 'proof_invalid';
  if (typeof iat !== 'number' || (ath !== undefined && !matches(ath, ATH))) return 'proof_invalid';
  if (nonce !== undefined && !matches(nonce, NONCE)) return 'proof_invalid';
  const intent = sallyport === undefined ? undefined : readIntentClaim(sallyport);
  if (sallyport !== undefined && intent === undefined) return 'intent_invalid';
  return {
    publicKey,
    text,
    jti,
    htm,
    htu,
    iat,
    ...(ath === undefined ? {} : { ath }),
    ...(nonce === undefined ? {} : { nonce }),
    ...(intent === undefined ? {} : { intent }),
    ...(Object.keys(others).length === 0 ? {} : { foreign: true }),
  };
}

/**
 * The UUID under which the ledger keeps a proof: its `jti` where that is one, and otherwise one made of the SHA-256 of the
 * `jti` (RFC 9562 §5.8), because other clients' need not be.
 */
export function proofId(jti: string, hasher: Hasher = DEFAULT_HASHER): string {
  if (isUuid(jti)) return jti;
  const bytes = hasher.sha256(utf8(jti)).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function readHeader(header: Readonly<Record<string, unknown>>): Proof['publicKey'] | undefined {
  const { typ, alg, jwk, ...others } = header;
  if (typ !== PROOF_TYPE || alg !== 'ES256' || Object.keys(others).length > 0 || !isRecord(jwk)) return undefined;
  const { kty, crv, x, y, ...more } = jwk;
  if (kty !== 'EC' || crv !== 'P-256' || !matches(x, ATH) || !matches(y, ATH)) return undefined;
  return Object.keys(more).length > 0 ? undefined : { kty, crv, x, y };
}

function matches(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}
