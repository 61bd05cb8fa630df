import { type Clock, isSallyportError, SallyportError } from '@sallyport/core';
import { type JWTHeaderParameters, type JWTPayload, jwtVerify } from 'jose';
import { jwtFailure } from '../issuers/index.ts';
import type { SigningKeys } from '../secrets/index.ts';

/** What the companion's own tokens are: access tokens after RFC 9068. */
export const OWN_TOKEN = Object.freeze({ typ: 'at+jwt', alg: 'ES256' });

/** Which of its own tokens is wanted. */
export interface OwnTokenOptions {
  /** `iss`: the public URL of the companion. */
  readonly issuer: string;
  /** `aud`; whoever leaves it out judges it by itself. */
  readonly audience?: string;
  /** Asked each time, for keys rotate. */
  readonly keys: Pick<SigningKeys, 'find'>;
  readonly clock: Clock;
}

/**
 * Verifies a token that the companion signed itself, and gives its claims: type and algorithm are pinned, and who it is for, whose it is,
 * when it ends and to which key it is bound must be there. Raises `token_*`, and `ledger_unavailable` when it is signed with a key
 * that is not known here and could not be looked for.
 */
export async function verifyOwnToken(token: string, options: OwnTokenOptions): Promise<JWTPayload> {
  const { issuer, audience, keys, clock } = options;
  try {
    const { payload } = await jwtVerify(token, (header) => keyOf(header, keys), {
      issuer,
      ...(audience === undefined ? {} : { audience }),
      typ: OWN_TOKEN.typ,
      algorithms: [OWN_TOKEN.alg],
      requiredClaims: ['aud', 'sub', 'exp', 'iat', 'jti', 'cnf', 'subject_issuer'],
      currentDate: new Date(clock.now()),
    });
    return payload;
  } catch (cause) {
    throw isSallyportError(cause) ? cause : jwtFailure(cause);
  }
}

async function keyOf({ kid }: JWTHeaderParameters, keys: Pick<SigningKeys, 'find'>) {
  const key = typeof kid === 'string' ? await keys.find('grant', kid) : undefined;
  if (key === undefined) throw new SallyportError('token_invalid');
  return key.publicKey;
}
