import { MAX_AUDITORS } from '@sallyport/core';
import { closed, ref, type Schema, text } from './words.ts';

const coordinate = text('a coordinate: 32 bytes in base64url', { pattern: '^[A-Za-z0-9_-]{43}$' });

const members = {
  kty: { const: 'EC', title: 'EC' },
  crv: { const: 'P-256', title: 'P-256' },
  x: coordinate,
  y: coordinate,
  kid: text('a name of 1 to 128 letters, digits and . _ : @ = + / ~ -', {
    pattern: '^[A-Za-z0-9._:@=+/~-]{1,128}$',
    description: 'By which its holder finds what is for them.',
  }),
};
const required = ['kty', 'crv', 'x', 'y', 'kid'];

/** A public key to which originals are sealed, RFC 7517. What programs that make keys write beside it may stand there. */
export const auditor: Schema = closed(
  required,
  { ...members, alg: { const: 'ECDH-ES+A256KW', title: 'ECDH-ES+A256KW' }, use: { const: 'enc', title: 'enc' } },
  { title: 'a public key of EC and P-256, as a JWK with a kid' },
);

/** As a slice has it. */
export const sliceAuditor: Schema = closed(required, members);

/** Everybody to whom originals are sealed. That no two are the same is checked later. */
export const auditorsOf = (name: 'auditor' | 'sliceAuditor'): Schema => ({
  type: 'array',
  minItems: 1,
  maxItems: MAX_AUDITORS,
  items: ref(name),
  title: `a list of 1 to ${MAX_AUDITORS} public keys`,
  description: 'To whom originals are sealed, where a rule records `sealed`: each of them can open all.',
});
