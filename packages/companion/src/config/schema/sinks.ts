import { closed, count, list, NAME, text } from './words.ts';

const secret = text('the name of a sealed secret', { pattern: NAME });
const yesOrNo = (fallback: boolean) => ({ type: 'boolean', default: fallback, description: 'true or false' });
const host = text('a host name or an address', { maxLength: 253, pattern: '^[A-Za-z0-9_.:-]+$' });
const port = (fallback: number) => ({
  ...{ type: 'integer', minimum: 1, maximum: 65_535, default: fallback },
  description: 'a port number',
});

const file = closed(
  ['folder'],
  { folder: text('a path'), maxBytes: count('bytes', { fallback: 67_108_864, least: 65_536, most: 1_073_741_824 }) },
  { description: 'a folder' },
);

const splunk = closed(
  ['url', 'token'],
  {
    url: text('an https URL'),
    token: secret,
    index: text('the name of an index', { pattern: '^[a-z0-9_][a-z0-9_-]{0,79}$' }),
    sourcetype: text('a source type', { default: 'sallyport:ocsf', pattern: '^[A-Za-z0-9_:.-]{1,128}$' }),
    ackTimeoutMs: count('milliseconds', { fallback: 60_000, least: 100, most: 600_000 }),
    caFile: text('a path'),
    insecureHttp: yesOrNo(false),
  },
  { description: 'url and token' },
);

const FACILITIES = ['auth', 'authpriv', 'audit', ...Array.from({ length: 8 }, (_, at) => `local${at}`)];

const syslog = closed(
  ['host'],
  {
    host,
    port: port(6514),
    format: { enum: ['ocsf', 'cef'], default: 'ocsf', description: 'ocsf or cef' },
    facility: { enum: FACILITIES, default: 'authpriv', description: 'a facility such as authpriv' },
    caFile: text('a path'),
    certFile: text('a path'),
    keyFile: text('a path'),
  },
  { description: 'a host' },
);

const azureCredential = {
  ...{ type: 'object', description: 'tenantId, clientId and secret, or managedIdentity' },
  if: { type: 'object', required: ['managedIdentity'] },
  then: closed(['managedIdentity'], {
    managedIdentity: {
      if: { type: 'object' },
      then: closed(['clientId'], { clientId: text('a client id') }, { description: 'system, or a clientId' }),
      else: { enum: ['system'], description: 'system, or a clientId' },
    },
  }),
  else: closed(['tenantId', 'clientId', 'secret'], {
    tenantId: text('a tenant id', { pattern: '^[A-Za-z0-9.-]{1,255}$' }),
    clientId: text('a client id'),
    secret,
    authorityHost: text('an https URL'),
  }),
};

const sentinel = closed(
  ['endpoint', 'ruleId', 'stream', 'credential'],
  {
    endpoint: text('an https URL'),
    ruleId: text('the immutable id of a data collection rule', { pattern: '^dcr-[0-9a-f]{32}$' }),
    stream: text('the name of a stream, such as Custom-Sallyport_CL', { pattern: '^[A-Za-z][A-Za-z0-9_-]{0,127}$' }),
    credential: azureCredential,
    audience: text('an https URL', { default: 'https://monitor.azure.com' }),
  },
  { description: 'endpoint, ruleId, stream and credential' },
);

const webhook = closed(
  ['url', 'secret'],
  { url: text('an https URL'), secret, caFile: text('a path'), insecureHttp: yesOrNo(false) },
  { description: 'url and secret' },
);

const kafka = closed(
  ['brokers', 'topic'],
  {
    brokers: list('a list of brokers', text('host:port', { pattern: '^[A-Za-z0-9_.-]+:\\d{1,5}$' }), { maxItems: 64 }),
    topic: text('the name of a topic', { pattern: '^[A-Za-z0-9._-]{1,249}$' }),
    tls: yesOrNo(true),
    caFile: text('a path'),
    sasl: closed(['mechanism', 'user', 'secret'], {
      mechanism: { enum: ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'], description: 'a SASL mechanism' },
      user: text('the name of a user'),
      secret,
    }),
  },
  { description: 'brokers and topic' },
);

const KINDS = { file, splunk, syslog, sentinel, webhook, kafka };
const KIND_WORDS = 'a name and one of file, splunk, syslog, sentinel, webhook, kafka';

/** `sinks` */
export const sinks = list(
  'a list of 1 to 16 sinks',
  closed(
    ['name'],
    {
      name: text('a name of lower-case letters, digits and dashes', { pattern: NAME }),
      begin: { enum: ['start', 'now'], default: 'start', description: 'start or now' },
      ...KINDS,
    },
    { description: KIND_WORDS },
  ),
  { maxItems: 16 },
);

/** `metrics` */
export const metrics = closed(
  ['port'],
  { host: text('an address to listen on', { default: '127.0.0.1' }), port: port(9464) },
  { description: 'a port' },
);
