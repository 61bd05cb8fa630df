import { closed, count, NAME, text } from './words.ts';

const SECRET = text('the name of a sealed secret', { pattern: NAME });
const COGNITIVE_SERVICES = 'https://cognitiveservices.azure.com/.default';

/** `aud` and `sub` of the companion's own tokens. */
const says = (audience?: string) => ({
  audience: text('what the tokens name as aud', audience === undefined ? {} : { default: audience }),
  subject: text('what the tokens name as sub', { maxLength: 255 }),
});

const id = text('an id', { pattern: '^[\\w.:@/=-]{1,256}$' });
const url = (fallback: string) => text('an https URL', { default: fallback, pattern: '[^/]$' });

const openai = closed(
  ['identityProviderId', 'serviceAccountId'],
  {
    ...says('https://api.openai.com/v1'),
    identityProviderId: id,
    serviceAccountId: id,
    clientId: id,
    tokenUrl: url('https://auth.openai.com/oauth/token'),
  },
  { description: 'identityProviderId and serviceAccountId' },
);

const anthropic = closed(
  ['federationRuleId', 'organizationId'],
  {
    ...says('https://api.anthropic.com'),
    federationRuleId: id,
    organizationId: id,
    serviceAccountId: id,
    workspaceId: id,
    tokenOrigin: url('https://api.anthropic.com'),
  },
  { description: 'federationRuleId and organizationId' },
);

const entra = closed(
  ['tenant', 'clientId'],
  {
    ...says('api://AzureADTokenExchange'),
    actAs: { enum: ['companion', 'caller'], default: 'companion', description: 'companion or caller' },
    tenant: text('the id or the domain of a directory', { pattern: '^[A-Za-z0-9.-]{1,253}$' }),
    clientId: id,
    scope: text('a scope', { default: COGNITIVE_SERVICES }),
    host: url('https://login.microsoftonline.com'),
  },
  { description: 'tenant and clientId' },
);

const managedIdentity = closed(
  [],
  {
    clientId: id,
    objectId: id,
    resourceId: id,
    scope: text('a scope', { default: COGNITIVE_SERVICES }),
  },
  { description: '{}, or one of clientId, objectId and resourceId' },
);

const aws = closed(
  ['region'],
  {
    audience: text('what the tokens name as aud'),
    subject: says().subject,
    region: text('a region such as us-east-1', { pattern: '^[a-z0-9-]{1,32}$' }),
    roleArn: text('the ARN of a role', { pattern: '^arn:[a-z0-9-]+:iam::\\d{12}:role/[\\w+=,.@/-]{1,512}$' }),
    durationSeconds: count('seconds', { fallback: 3600, least: 900, most: 43_200 }),
    stsUrl: text('an https URL'),
    keysSecret: SECRET,
  },
  { description: 'region, and roleArn or keysSecret' },
);

const google = closed(
  ['provider'],
  {
    ...says(),
    provider: text('a provider such as //iam.googleapis.com/projects/…/providers/…', {
      pattern:
        '^//iam\\.googleapis\\.com/projects/\\d{1,20}/locations/global/workloadIdentityPools/[a-z0-9-]{4,32}/providers/[a-z0-9-]{4,32}$',
    }),
    serviceAccount: text('the address of a service account', { pattern: '^[^\\s@/]{1,64}@[a-z0-9.-]{1,253}$' }),
    scope: text('a scope', { default: 'https://www.googleapis.com/auth/cloud-platform' }),
    tokenUrl: url('https://sts.googleapis.com/v1/token'),
    impersonationOrigin: url('https://iamcredentials.googleapis.com'),
  },
  { description: 'provider' },
);

/** `credential` of a connection. */
export const credential = closed(
  [],
  {
    secret: SECRET,
    none: { const: true, description: 'true' },
    ...{ openai, anthropic, entra, managedIdentity, aws, google },
  },
  {
    minProperties: 1,
    maxProperties: 1,
    description: 'either a secret, none, or one of openai, anthropic, entra, managedIdentity, aws, google',
  },
);
