import { closed, text } from './words.ts';

const KINDS = {
  file: text('a path'),
  env: text('the name of an environment variable', { pattern: '^[A-Za-z_][A-Za-z0-9_]{0,254}$' }),
  azureKeyVault: closed(['vaultUrl', 'key'], {
    vaultUrl: text('an https URL'),
    key: text('the name of a key', { pattern: '^[0-9A-Za-z-]{1,127}$' }),
    version: text('the version of a key', { pattern: '^[0-9A-Za-z]{1,64}$' }),
  }),
  awsKms: closed(['keyId', 'region'], {
    // Not an alias: another key may stand behind it tomorrow, and nothing would open.
    keyId: text('the ARN or the id of a key', {
      pattern: '^(arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/)?(mrk-)?[0-9A-Fa-f-]{32,36}$',
    }),
    region: text('an AWS region such as us-east-1', { pattern: '^[a-z]{2}(-[a-z]{2,12}){1,3}-\\d{1,2}$' }),
    endpoint: text('an https URL'),
  }),
  gcpKms: closed(['name'], {
    name: text('projects/…/locations/…/keyRings/…/cryptoKeys/…', {
      pattern: '^projects/[^/\\s]+/locations/[^/\\s]+/keyRings/[^/\\s]+/cryptoKeys/[^/\\s]+$',
    }),
    endpoint: text('an https URL'),
  }),
};

/** `rootKey` and `previousRootKey`. */
export const rootKey = closed([], KINDS, {
  minProperties: 1,
  maxProperties: 1,
  description: `exactly one of ${Object.keys(KINDS).join(', ')}`,
});
