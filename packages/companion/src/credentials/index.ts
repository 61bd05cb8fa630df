export { type Credential, NO_CREDENTIAL, type OutgoingRequest } from './credential.ts';
export { staticCredential } from './static-credential.ts';
