import { fromBase64url, SallyportError } from '@sallyport/core';
import { importJWK, type JWK } from 'jose';
import type { IssuerAlgorithm } from '../config/index.ts';

const MOST_KEYS = 100;
/** NIST SP 800-57 part 1 §5.6.1; beyond the upper bound a verification costs more than it should. */
const RSA_BITS = { least: 2048, most: 8192 };
/** FIPS 186-5 §5.1: odd, above 2^16; exponents longer than eight bytes only cost time. */
const LEAST_EXPONENT = 65_537n;
const EXPONENT_BITS = 64n;

const EC_CURVES: Readonly<Record<string, IssuerAlgorithm>> = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' };
const RSA_ALGORITHMS: readonly IssuerAlgorithm[] = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];

/**
 * The keys of a set that may verify what the issuer signs: public, asymmetric, for signatures, strong, and of an algorithm that is
 * allowed. All others are passed over. Raises `issuer_unavailable` for what is no key set (RFC 7517 §5), for one of more than 100 keys, and
 * for one that names two usable keys alike, because then a token does not say which of them signed it.
 */
export async function screenKeys(set: unknown, allowed: readonly IssuerAlgorithm[]): Promise<readonly JWK[]> {
  const { keys }: { readonly keys?: unknown } = Object(set);
  if (!Array.isArray(keys) || keys.length > MOST_KEYS) throw new SallyportError('issuer_unavailable');
  const usable: JWK[] = [];
  for (const key of keys) if (await isUsable(key, allowed)) usable.push(key);
  const names = usable.map(({ kid }) => kid).filter((kid) => kid !== undefined);
  if (new Set(names).size < names.length) throw new SallyportError('issuer_unavailable');
  return usable;
}

async function isUsable(key: unknown, allowed: readonly IssuerAlgorithm[]): Promise<boolean> {
  if (typeof key !== 'object' || key === null) return false;
  const jwk = key as JWK;
  const algorithm = algorithmsOf(jwk).find((one) => allowed.includes(one));
  if (algorithm === undefined || !isForVerifying(jwk)) return false;
  // Importing finds what is left: a point that is not on its curve, coordinates of another length.
  return importJWK({ ...jwk, alg: algorithm }, algorithm).then(
    () => true,
    () => false,
  );
}

/** RFC 7517 §4; a private key that was published is everybody's. */
function isForVerifying({ use, key_ops: operations, kid, d, k }: JWK): boolean {
  const named = kid === undefined || typeof kid === 'string';
  const signs = (use ?? 'sig') === 'sig' && (operations === undefined || operations.includes?.('verify') === true);
  return named && signs && d === undefined && k === undefined;
}

/** What a key may verify, by its type and curve (RFC 7518 §3.1, RFC 8037 §3.1) and by its own word; nothing if it is weak. */
function algorithmsOf(jwk: JWK): readonly IssuerAlgorithm[] {
  const possible = byType(jwk);
  return jwk.alg === undefined ? possible : possible.filter((one) => one === jwk.alg);
}

function byType(jwk: JWK): readonly IssuerAlgorithm[] {
  if (jwk.kty === 'RSA') return isStrongRsa(jwk) ? RSA_ALGORITHMS : [];
  if (jwk.kty === 'OKP') return jwk.crv === 'Ed25519' ? ['EdDSA'] : [];
  const algorithm = jwk.kty === 'EC' && typeof jwk.crv === 'string' ? EC_CURVES[jwk.crv] : undefined;
  return algorithm === undefined ? [] : [algorithm];
}

function isStrongRsa({ n, e }: JWK): boolean {
  const modulus = readNumber(n);
  const exponent = readNumber(e);
  if (modulus === undefined || exponent === undefined) return false;
  const bits = modulus.toString(2).length;
  const odd = (modulus & 1n) === 1n && (exponent & 1n) === 1n;
  return (
    odd &&
    bits >= RSA_BITS.least &&
    bits <= RSA_BITS.most &&
    exponent >= LEAST_EXPONENT &&
    exponent < 1n << EXPONENT_BITS
  );
}

/** Base64urlUInt, RFC 7518 §2. */
function readNumber(text: unknown): bigint | undefined {
  const bytes = typeof text === 'string' && text.length <= 2 * RSA_BITS.most ? fromBase64url(text) : undefined;
  return bytes === undefined || bytes.length === 0 ? undefined : BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}
