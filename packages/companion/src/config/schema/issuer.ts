import { ISSUER_ALGORITHMS } from '../issuer-config.ts';
import { claimPath, claimRules, clockTolerance } from './claims.ts';
import { closed, list, NAME, text } from './words.ts';

const GUID = '^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';
const audience = text('the audience its tokens must carry');

const graph = closed(
  ['tenantId', 'clientId'],
  {
    url: text('an https URL'),
    authority: text('an https URL'),
    tenantId: text('a tenant id', { pattern: GUID }),
    clientId: text('an application id'),
    secret: text('the name of a sealed secret', { pattern: NAME }),
    certificate: closed(['file', 'privateKey'], {
      file: text('a path'),
      privateKey: text('the name of a sealed secret', { pattern: NAME }),
    }),
    caFile: text('a path'),
  },
  { description: 'how to ask Microsoft Graph' },
);

const serviceAccount = closed(
  ['claims'],
  { claims: claimRules, groups: list('a list of groups', text('a group')) },
  { description: 'claims, and the groups they give' },
);

/** An item of `issuers`. */
export const issuer = closed(['issuer', 'audience'], {
  issuer: text('an https URL'),
  audience: {
    anyOf: [audience, list('a list of audiences', audience)],
    description: 'an audience or a list of them',
  },
  algorithms: list(
    'a list of asymmetric signature algorithms',
    { enum: ISSUER_ALGORITHMS, description: `one of ${ISSUER_ALGORITHMS.join(', ')}` },
    { default: ['RS256', 'ES256'] },
  ),
  jwksUri: text('an https URL'),
  clients: list('a list of client ids', text('a client id')),
  caFile: text('a path'),
  clockToleranceSeconds: clockTolerance,
  maxAgeSeconds: {
    type: 'integer',
    minimum: 1,
    maximum: 31_536_000,
    description: 'a number of seconds from 1 to 31536000',
  },
  requiredClaims: claimRules,
  groups: closed([], { claim: claimPath, overage: closed(['graph'], { graph }) }),
  serviceAccounts: list('a list of rules', serviceAccount),
  accept: { enum: ['both', 'people', 'services'], description: 'both, people or services' },
});
