import type { SubjectToken } from '../issuers/index.ts';

/** The grant type of token exchange, RFC 8693 §2.1. */
export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';

const PREFIX = 'urn:ietf:params:oauth:token-type:';

const SUBJECT_TYPES: ReadonlyMap<string, SubjectToken['type']> = new Map(
  (['jwt', 'access_token', 'id_token', 'saml2'] as const).map((type) => [PREFIX + type, type]),
);

/** What an issued grant may be called: it is an access token, and a JWT. */
export type IssuedType = 'access_token' | 'jwt';

/** The type that an identifier of RFC 8693 §3 names, of those taken as subject and actor tokens. */
export function subjectTypeOf(identifier: string): SubjectToken['type'] | undefined {
  return SUBJECT_TYPES.get(identifier);
}

/** The type of token that is asked for, of those given; an access token when none is named. */
export function issuedTypeOf(identifier: string | undefined): IssuedType | undefined {
  const type = identifier === undefined ? 'access_token' : SUBJECT_TYPES.get(identifier);
  return type === 'access_token' || type === 'jwt' ? type : undefined;
}

/** The identifier of a type, RFC 8693 §3. */
export function typeIdentifier(type: IssuedType): string {
  return PREFIX + type;
}
