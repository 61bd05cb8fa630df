import { ISSUER_ALGORITHMS } from '../issuer-config.ts';
import { closed, list, text } from './words.ts';

/** An item of `issuers`. */
export const issuer = closed(['issuer', 'audience'], {
  issuer: text('an https URL'),
  audience: text('the audience its tokens must carry'),
  algorithms: list(
    'a list of asymmetric signature algorithms',
    { enum: ISSUER_ALGORITHMS, description: `one of ${ISSUER_ALGORITHMS.join(', ')}` },
    { default: ['RS256', 'ES256'] },
  ),
  jwksUri: text('an https URL'),
  clients: list('a list of client ids', text('a client id')),
});
