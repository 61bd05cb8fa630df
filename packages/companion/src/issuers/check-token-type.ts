import { SallyportError } from '@sallyport/core';
import { looksLikeIdToken } from '../grants/bearer-limits.ts';
import type { Claims } from './claim-at.ts';
import type { SubjectToken } from './subject-token.ts';

/** RFC 7519 §5.1, RFC 9068 §2.1; media types know no case, and `application/` may be left out (RFC 7515 §4.1.9). */
const PLAIN = ['jwt', 'application/jwt'];
const ACCESS = ['at+jwt', 'application/at+jwt'];
/** What a JWT-SVID may say instead of `JWT` (SPIFFE JWT-SVID §2.3). */
const SVID = 'jose';

/** What only access tokens say: RFC 9068 §2.2, and before it Entra (`scp`), Okta (`scp`, `cid`). */
const ACCESS_CLAIMS = ['scope', 'scp', 'client_id', 'cid'];

/**
 * Holds a token against the type it is said to be (RFC 8693 §3), so that none passes for another: an ID token for an access token, an
 * access token for an ID token, and a logout token or any other JWT for either (RFC 8725 §3.11, §3.12). Raises `token_type`.
 */
export function checkTokenType(type: SubjectToken['type'], header: Claims, claims: Claims): void {
  const fits = { jwt: isPlain, access_token: isAccessToken, id_token: isIdToken, saml2: () => false }[type];
  // `events` makes a security event or a logout token: RFC 8417 §2.2, OpenID Connect Back-Channel Logout 1.0 §2.4.
  if (Object.hasOwn(claims, 'events') || !fits(header, claims)) throw new SallyportError('token_type');
}

function isPlain({ typ = 'JWT' }: Claims): boolean {
  return typeof typ === 'string' && [...PLAIN, ...ACCESS, SVID].includes(typ.toLowerCase());
}

function isAccessToken(header: Claims, claims: Claims): boolean {
  return isPlain(header) && saysItIs(claims, 'access', 'Bearer') && !looksLikeIdToken(header, claims);
}

/** OpenID Connect Core 1.0 §2: it always says when it was issued. */
function isIdToken({ typ = 'JWT' }: Claims, claims: Claims): boolean {
  const plain = typeof typ === 'string' && PLAIN.includes(typ.toLowerCase());
  const access = ACCESS_CLAIMS.some((claim) => Object.hasOwn(claims, claim));
  return plain && !access && typeof claims.iat === 'number' && saysItIs(claims, 'id', 'ID');
}

/** Cognito says it in `token_use`, Keycloak in a claim `typ`; all others say nothing. */
function saysItIs({ token_use: use, typ }: Claims, asUse: string, asType: string): boolean {
  return (use === undefined || use === asUse) && (typ === undefined || typ === asType);
}
