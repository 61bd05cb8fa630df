import { ROLES } from '@sallyport/core';
import { closed, count, list, text } from './words.ts';

const groups = list('a list of groups', text('a group, and not *', { pattern: '^(?!\\*$)' }));

/** `admin`. */
export const admin = closed(['issuer', 'clientId', 'roles'], {
  issuer: text('the URL of a configured issuer'),
  clientId: text('a client id'),
  scope: text('a list of scopes with one space between', {
    pattern: '^[!#-\\[\\]-~]+( [!#-\\[\\]-~]+)*$',
    default: 'openid',
  }),
  audience: text('an audience'),
  resource: text('a URI without a fragment', { pattern: '^[A-Za-z][A-Za-z0-9+.-]*:[^\\s#]+$' }),
  acrValues: text('a list of authentication contexts with one space between', { pattern: '^[!-~]+( [!-~]+)*$' }),
  roles: closed([], Object.fromEntries(ROLES.map((role) => [role, groups])), {
    minProperties: 1,
    description: `at least one of ${ROLES.join(', ')} with its groups`,
  }),
  sessionSeconds: count('seconds', { fallback: 28_800, least: 300, most: 86_400 }),
  idleSeconds: count('seconds', { fallback: 3_600, least: 120, most: 86_400 }),
});
