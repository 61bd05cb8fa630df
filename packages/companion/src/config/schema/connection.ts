import { CONNECTION_KINDS } from '@sallyport/core';
import { DEFAULT_BEARER } from '../connection-config.ts';
import { allow } from './allow.ts';
import { credential } from './credential.ts';
import { operations } from './operations.ts';
import { tls } from './tls.ts';
import { closed, count, list, NAME, NETWORK, text } from './words.ts';

const bearer = closed(
  [],
  {
    clients: list('a list of client ids', text('a client id')),
    maxLifetimeSeconds: count('seconds', { fallback: DEFAULT_BEARER.maxLifetimeSeconds, least: 60, most: 86_400 }),
    networks: list('a list of networks', text(NETWORK)),
  },
  { description: 'a set of bounds: clients, maxLifetimeSeconds, networks' },
);

/** An item of `connections`. */
export const connection = closed(['name', 'kind', 'baseUrl', 'baa', 'credential', 'allow'], {
  name: text('a name of lower-case letters, digits and dashes', { pattern: NAME }),
  kind: { enum: CONNECTION_KINDS, description: `one of ${CONNECTION_KINDS.join(', ')}` },
  baseUrl: text('an https URL'),
  insecureHttp: { type: 'boolean', default: false, description: 'true or false' },
  privateNetwork: { type: 'boolean', default: false, description: 'true or false' },
  tls,
  baa: { enum: [true, false, 'self_hosted'], description: 'true, false or self_hosted' },
  credential,
  allow,
  senderConstraint: { enum: ['dpop', 'bearer'], default: 'dpop', description: 'dpop or bearer' },
  bearer,
  clientIntent: { enum: ['required', 'optional'], default: 'required', description: 'required or optional' },
  operations,
});
