import { CONNECTION_KINDS } from '@sallyport/core';
import { ISSUER_ALGORITHMS } from './config.ts';

const text = (description: string, more: object = {}) => ({
  type: 'string',
  minLength: 1,
  maxLength: 2048,
  description,
  ...more,
});
const count = (description: string, fallback: number, maximum: number) => ({
  type: 'integer',
  minimum: 1,
  maximum,
  default: fallback,
  description,
});
const list = (description: string, items: object, more: object = {}) => ({
  type: 'array',
  minItems: 1,
  maxItems: 1024,
  uniqueItems: true,
  description,
  items,
  ...more,
});
const closed = (required: readonly string[], properties: Record<string, object>, more: object = {}) => ({
  type: 'object',
  required,
  additionalProperties: false,
  properties,
  ...more,
});

const NAME = '^[a-z0-9][a-z0-9-]{0,62}$';

const issuer = closed(['issuer', 'audience'], {
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

const connection = closed(['name', 'kind', 'baseUrl', 'baa', 'credential', 'allow'], {
  name: text('a name of lower-case letters, digits and dashes', { pattern: NAME }),
  kind: { enum: CONNECTION_KINDS, description: `one of ${CONNECTION_KINDS.join(', ')}` },
  baseUrl: text('an https URL'),
  insecureHttp: { type: 'boolean', default: false, description: 'true or false' },
  baa: { enum: [true, false, 'self_hosted'], description: 'true, false or self_hosted' },
  credential: closed(
    [],
    {
      secret: text('the name of a sealed secret', { pattern: NAME }),
      none: { const: true, description: 'true' },
    },
    { minProperties: 1, maxProperties: 1, description: 'either a secret or none' },
  ),
  allow: closed(
    [],
    {
      subjects: list('a list of subjects', text('a subject')),
      groups: list('a list of groups', text('a group')),
      issuer: text('the URL of a configured issuer'),
    },
    { anyOf: [{ required: ['subjects'] }, { required: ['groups'] }], description: 'a list of subjects or groups' },
  ),
  senderConstraint: { enum: ['bearer'], default: 'bearer', description: 'bearer' },
});

/** The JSON Schema (2020-12) of `sallyport.yaml`. What it cannot say (URLs, references between parts) `checkConfig` does. */
export const CONFIG_SCHEMA = Object.freeze({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://sallyport.dev/schema/config-1.json',
  title: 'sallyport.yaml',
  ...closed(['version', 'publicUrl', 'dataDir', 'rootKeyFile', 'issuers', 'connections', 'ledger'], {
    version: { const: 1, description: '1' },
    publicUrl: text('an https URL'),
    listen: closed(
      [],
      {
        host: text('an address to listen on', { default: '127.0.0.1' }),
        port: { type: 'integer', minimum: 0, maximum: 65535, default: 8787, description: 'a port number' },
      },
      { default: {}, description: 'a host and a port' },
    ),
    dataDir: text('a path'),
    rootKeyFile: text('a path'),
    issuers: list('a list of issuers', issuer),
    connections: list('a list of connections', connection),
    limits: closed(
      [],
      {
        bodyBytes: count('a number of bytes from 1 to 67108864', 1_048_576, 67_108_864),
        responseBytes: count('a number of bytes from 1 to 268435456', 16_777_216, 268_435_456),
        upstreamTimeoutMs: count('a number of milliseconds from 1 to 3600000', 60_000, 3_600_000),
        concurrentCalls: count('a number from 1 to 65536', 256, 65_536),
        depth: count('a number from 1 to 512', 64, 512),
      },
      { default: {}, description: 'a set of limits' },
    ),
    ledger: closed(['origin'], {
      origin: text('a log origin without spaces or plus signs, such as sallyport.example/log', {
        pattern: '^[^\\s+\\p{Cc}]{1,255}$',
      }),
    }),
  }),
});
