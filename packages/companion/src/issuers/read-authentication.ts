import type { Claims } from './claim-at.ts';
import type { VerifiedIdentity } from './subject-token.ts';

const LAST_SECOND = 253_402_300_799;
const MOST_METHODS = 32;
const LONGEST = 128;

/**
 * Reads when and how a token's subject proved who they are: `auth_time` and `amr` (OpenID Connect Core 1.0 §2, RFC 8176). What is not as they
 * say is as if it were not there, which is the weakest that a login can be.
 */
export function readAuthentication({ auth_time: time, amr }: Claims): Pick<VerifiedIdentity, 'authTime' | 'amr'> {
  return {
    ...(typeof time === 'number' && time >= 0 && time <= LAST_SECOND ? { authTime: Math.floor(time) } : {}),
    ...(isMethods(amr) ? { amr } : {}),
  };
}

function isMethods(amr: unknown): amr is readonly string[] {
  if (!Array.isArray(amr) || amr.length > MOST_METHODS) return false;
  return amr.every((method) => typeof method === 'string' && method !== '' && method.length <= LONGEST);
}
