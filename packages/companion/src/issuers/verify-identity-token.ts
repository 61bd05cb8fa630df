import { type Clock, SallyportError, systemClock } from '@sallyport/core';
import { type JWTPayload, jwtVerify } from 'jose';
import type { IssuerConfig } from '../config/index.ts';
import { checkTokenType } from './check-token-type.ts';
import type { FetchGroups } from './fetch-groups.ts';
import { findKeySet } from './find-key-set.ts';
import { fitsClaims } from './fits-claims.ts';
import { type IssuerHttp, issuerHttp } from './issuer-http.ts';
import { IssuerKeys } from './issuer-keys.ts';
import { jwtFailure } from './jwt-failure.ts';
import { type Claimed, readClaimed } from './read-claimed.ts';
import { readIdentity } from './read-identity.ts';
import type { SubjectToken, VerifiedIdentity, VerifyIdentityToken } from './subject-token.ts';

const DEFAULT_TOLERANCE_S = 30;

/** What the verifier works with besides the issuers. */
export interface VerifierOptions {
  /** Default: the system's. */
  readonly clock?: Clock;
  /** How each issuer is reached, by its name. Default: `issuerHttp()`. */
  readonly http?: ReadonlyMap<string, IssuerHttp>;
  /** Where the groups of an issuer's subjects are asked for, by its name. */
  readonly groups?: ReadonlyMap<string, FetchGroups>;
  /** Verifies SAML assertions; they are refused when absent. */
  readonly verifyAssertion?: (assertion: string) => Promise<VerifiedIdentity>;
}

interface Known {
  readonly config: IssuerConfig;
  readonly keys: IssuerKeys;
  readonly fetchGroups: FetchGroups | undefined;
}

/**
 * A verifier for the configured issuers: signature, `iss`, `aud`, `exp`, `nbf`, `iat`, type, allowed algorithms and clients, required claims
 * (RFC 8725). A token never says where its key is: keys come from the issuer alone.
 */
export function identityTokenVerifier(
  issuers: readonly IssuerConfig[],
  options: VerifierOptions = {},
): VerifyIdentityToken {
  const { clock = systemClock, verifyAssertion = refuseAssertion } = options;
  const known = new Map(issuers.map((config) => [config.issuer, openIssuer(config, { ...options, clock })]));
  return async ({ token, type }) => {
    if (type === 'saml2') return verifyAssertion(token);
    const claimed = readClaimed(token);
    const issuer = known.get(claimed.issuer);
    if (issuer === undefined) throw new SallyportError('token_issuer');
    if (!issuer.config.algorithms.some((allowed) => allowed === claimed.algorithm)) {
      throw new SallyportError('token_algorithm');
    }
    const payload = await verify({ token, claimed, issuer, now: clock.now() });
    checkClaims(payload, { type, claimed, issuer });
    return readIdentity(payload, issuer);
  };
}

const refuseAssertion = (): Promise<never> => Promise.reject(new SallyportError('token_issuer'));

function openIssuer(config: IssuerConfig, { clock, http, groups }: VerifierOptions & { readonly clock: Clock }): Known {
  const { issuer, algorithms } = config;
  const reach = http?.get(issuer) ?? issuerHttp();
  const keys = new IssuerKeys({ fetchKeySet: () => findKeySet(config, reach), algorithms, clock });
  return { config, keys, fetchGroups: groups?.get(issuer) };
}

interface Verification {
  readonly token: string;
  readonly claimed: Claimed;
  readonly issuer: Known;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

async function verify({ token, claimed, issuer, now }: Verification): Promise<JWTPayload> {
  const { config } = issuer;
  const { clockToleranceSeconds: clockTolerance = DEFAULT_TOLERANCE_S, maxAgeSeconds } = config;
  const keys = await issuer.keys.forKid(claimed.kid);
  const { payload } = await jwtVerify(token, keys, {
    issuer: config.issuer,
    audience: typeof config.audience === 'string' ? config.audience : [...config.audience],
    algorithms: [...config.algorithms],
    requiredClaims: ['iss', 'aud', 'sub', 'exp'],
    clockTolerance,
    currentDate: new Date(now),
    ...(maxAgeSeconds === undefined ? {} : { maxTokenAge: maxAgeSeconds }),
  }).catch((cause: unknown) => {
    throw jwtFailure(cause);
  });
  const { iat }: { readonly iat?: unknown } = payload;
  if (typeof iat === 'number' && iat > now / 1000 + clockTolerance) throw new SallyportError('token_not_yet_valid');
  return payload;
}

function checkClaims(
  payload: JWTPayload,
  { type, claimed, issuer }: Pick<SubjectToken, 'type'> & Pick<Verification, 'claimed' | 'issuer'>,
): void {
  checkTokenType(type, claimed.header, payload);
  const { requiredClaims } = issuer.config;
  if (requiredClaims !== undefined && !fitsClaims(payload, requiredClaims)) throw new SallyportError('token_claims');
}
