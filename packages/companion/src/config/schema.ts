import { CONNECTION_KINDS } from '@sallyport/core';
import { MAX_RECEIPT_LEAVES } from '@sallyport/ledger';
import { DEFAULT_BEARER, ISSUER_ALGORITHMS } from './config.ts';

const text = (description: string, more: object = {}) => ({
  type: 'string',
  minLength: 1,
  maxLength: 2048,
  description,
  ...more,
});
const count = (unit: string, { fallback, least = 1, most }: { fallback: number; least?: number; most: number }) => ({
  type: 'integer',
  minimum: least,
  maximum: most,
  default: fallback,
  description: `a number${unit === '' ? '' : ` of ${unit}`} from ${least} to ${most}`,
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

const bearer = closed(
  [],
  {
    clients: list('a list of client ids', text('a client id')),
    maxLifetimeSeconds: count('seconds', { fallback: DEFAULT_BEARER.maxLifetimeSeconds, least: 60, most: 86_400 }),
    networks: list('a list of networks', text('a network such as 10.0.0.0/8 or 2001:db8::/32')),
  },
  { description: 'a set of bounds: clients, maxLifetimeSeconds, networks' },
);

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
  senderConstraint: { enum: ['dpop', 'bearer'], default: 'dpop', description: 'dpop or bearer' },
  bearer,
  clientIntent: { enum: ['required', 'optional'], default: 'required', description: 'required or optional' },
});

const engine = (required: readonly string[], properties: Record<string, object>, timeoutMs = 10_000) =>
  closed(required, {
    ...properties,
    timeoutMs: count('milliseconds', { fallback: timeoutMs, least: 100, most: 600_000 }),
    minScore: { type: 'number', minimum: 0, maximum: 1, description: 'a number from 0 to 1' },
  });
const language = text('a language code such as en', { pattern: '^[a-z]{2,3}(-[A-Za-z]{2,8}){0,2}$', default: 'en' });
const ENGINES = {
  presidio: engine(['url'], {
    url: text('an https URL'),
    insecureHttp: { type: 'boolean', default: false, description: 'true or false' },
    language,
    entities: list('a list of entities', text('the name of an entity', { pattern: '^[A-Z][A-Z0-9_]{0,63}$' })),
  }),
  azurePhi: engine(['endpoint', 'secret'], {
    endpoint: text('an https URL'),
    secret: text('the name of a sealed secret', { pattern: NAME }),
    language,
  }),
  comprehendMedical: engine(['region'], {
    region: text('an AWS region such as us-east-1', { pattern: '^[a-z]{2}(-[a-z]{2,12}){1,3}-\\d{1,2}$' }),
    endpoint: text('an https URL'),
  }),
  onnx: engine(
    ['model'],
    {
      model: text('a path'),
      dtype: {
        enum: ['fp32', 'fp16', 'q8', 'int8', 'uint8', 'q4'],
        default: 'fp32',
        description: 'one of fp32, fp16, q8, int8, uint8, q4',
      },
    },
    60_000,
  ),
};

const engines = closed(
  [],
  {
    onFailure: {
      enum: ['refuse', 'dangerouslyIgnore'],
      default: 'refuse',
      description: 'refuse or dangerouslyIgnore',
    },
    ...ENGINES,
  },
  {
    anyOf: Object.keys(ENGINES).map((name) => ({ required: [name] })),
    description: `at least one of ${Object.keys(ENGINES).join(', ')}`,
  },
);

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
    engines,
    tempDir: text('a path'),
    limits: closed(
      [],
      {
        bodyBytes: count('bytes', { fallback: 67_108_864, most: 1_073_741_824 }),
        largeBodyBytes: count('bytes', { fallback: 1_048_576, most: 1_073_741_824 }),
        textBytes: count('bytes', { fallback: 1_048_576, most: 67_108_864 }),
        responseBytes: count('bytes', { fallback: 16_777_216, most: 268_435_456 }),
        upstreamTimeoutMs: count('milliseconds', { fallback: 60_000, most: 3_600_000 }),
        concurrentCalls: count('', { fallback: 256, most: 65_536 }),
        concurrentControlCalls: count('', { fallback: 64, most: 65_536 }),
        // No less than one request may hold: that would never pass.
        eventsPerMinute: count('', { fallback: 60_000, least: MAX_RECEIPT_LEAVES, most: 10_000_000 }),
        failuresPerMinute: count('', { fallback: 60, most: 1_000_000 }),
        depth: count('', { fallback: 64, most: 512 }),
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
