import { type Caller, networkList, SallyportError } from '@sallyport/core';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { BearerConfig, ConnectionConfig } from '../config/index.ts';

/** What a verified token is judged by where it comes as a bearer. */
export interface BearerFacts {
  /** `client_id` or `azp`. */
  readonly client?: string;
  /** Seconds since the Unix epoch. */
  readonly issuedAt?: number;
  readonly expiresAt: number;
  readonly looksLikeIdToken: boolean;
}

/** Raises `network_not_allowed`, `token_type`, `identity_not_allowed`, `token_lifetime`. */
export type BearerLimits = (facts: BearerFacts, clientIp: string | undefined) => void;

/** A token that came as a bearer and was verified, whose it is, and where it came from. */
export interface BearerCall {
  readonly token: string;
  readonly caller: Pick<Caller, 'client'>;
  readonly clientIp: string | undefined;
}

/**
 * The bounds of a connection on bearers. An ID token is no access token (RFC 9700 §2.3, RFC 9068 §4); one that does not say when it was
 * issued may have lived for ever, and is refused.
 */
export function bearerLimits({ clients, maxLifetimeSeconds, networks }: BearerConfig): BearerLimits {
  const inNetworks = networks === undefined ? () => true : networkList(networks);
  return ({ client, issuedAt, expiresAt, looksLikeIdToken }, clientIp) => {
    if (!inNetworks(clientIp ?? '')) throw new SallyportError('network_not_allowed');
    if (looksLikeIdToken) throw new SallyportError('token_type');
    if (clients !== undefined && !clients.includes(client ?? '')) throw new SallyportError('identity_not_allowed');
    const lifetime = expiresAt - (issuedAt ?? Number.NEGATIVE_INFINITY);
    if (!(lifetime <= maxLifetimeSeconds)) throw new SallyportError('token_lifetime');
  };
}

const limitsByConfig = new WeakMap<BearerConfig, BearerLimits>();

/** Holds a verified token against the bounds of its connection. Raises what `BearerLimits` does, `sender_unconstrained` where no bearer is taken. */
export function checkBearer({ bearer }: Pick<ConnectionConfig, 'bearer'>, call: BearerCall): void {
  if (bearer === undefined) throw new SallyportError('sender_unconstrained');
  const limits = limitsByConfig.get(bearer) ?? bearerLimits(bearer);
  limitsByConfig.set(bearer, limits);
  limits(factsOf(call), call.clientIp);
}

function factsOf({ token, caller }: BearerCall): BearerFacts {
  const payload = decodeJwt(token);
  const { iat, exp }: { readonly iat?: unknown; readonly exp?: unknown } = payload;
  return {
    expiresAt: typeof exp === 'number' ? exp : Number.POSITIVE_INFINITY,
    looksLikeIdToken: looksLikeIdToken(decodeProtectedHeader(token), payload),
    ...(caller.client === undefined ? {} : { client: caller.client }),
    ...(typeof iat === 'number' ? { issuedAt: iat } : {}),
  };
}

/** RFC 9068 §2.1 and, for access tokens from before it, RFC 7519 §5.1; media types know no case (RFC 7515 §4.1.9). */
const ACCESS_TOKEN_TYPES: readonly unknown[] = ['at+jwt', 'application/at+jwt', 'jwt'];

/** OpenID Connect Core 1.0 §2, §3.1.3.6, §3.3.2.11; `s_hash` is that of FAPI 1.0 part 2 §5.1. */
const ID_TOKEN_CLAIMS = ['nonce', 'at_hash', 'c_hash', 's_hash'];

/**
 * Tells whether a token is, as far as one can tell, no access token: its `typ` says something else, it has a claim that only ID tokens
 * have, or it is meant for the very client that it was issued to (OpenID Connect Core 1.0 §2, `aud`).
 */
export function looksLikeIdToken(
  header: Readonly<Record<string, unknown>>,
  payload: Readonly<Record<string, unknown>>,
): boolean {
  const { typ = 'jwt' } = header;
  const { aud, client_id: clientId, azp } = payload;
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  const forItsClient = [clientId, azp].some((client) => client !== undefined && audiences.includes(client));
  const typed = ACCESS_TOKEN_TYPES.includes(typeof typ === 'string' ? typ.toLowerCase() : typ);
  return !typed || forItsClient || ID_TOKEN_CLAIMS.some((claim) => Object.hasOwn(payload, claim));
}
