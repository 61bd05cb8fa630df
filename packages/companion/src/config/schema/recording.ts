import { closed, count, NAME, text } from './words.ts';

const webIdentity = closed(
  ['roleArn'],
  {
    audience: text('what the tokens name as aud'),
    subject: text('what the tokens name as sub', { maxLength: 255 }),
    roleArn: text('the ARN of a role', { pattern: '^arn:[a-z0-9-]+:iam::\\d{12}:role/[\\w+=,.@/-]{1,512}$' }),
    durationSeconds: count('seconds', { fallback: 3600, least: 900, most: 43_200 }),
    stsUrl: text('an https URL'),
  },
  { description: 'roleArn' },
);

const bucket = closed(
  ['name', 'region'],
  {
    name: text('the name of a bucket', { pattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$' }),
    region: text('a region such as us-east-1', { pattern: '^[a-z0-9-]{1,32}$' }),
    endpoint: text('an https URL'),
    pathStyle: { type: 'boolean', default: false, description: 'true or false' },
    prefix: text('letters, digits, dots, dashes and single slashes', {
      default: 'sallyport',
      pattern: '^[A-Za-z0-9][A-Za-z0-9.-]{0,63}(/[A-Za-z0-9][A-Za-z0-9.-]{0,63}){0,7}$',
    }),
    credentials: closed(
      [],
      { secret: text('the name of a sealed secret', { pattern: NAME }), webIdentity },
      { minProperties: 1, maxProperties: 1, description: 'either a secret or webIdentity' },
    ),
    objectLock: {
      enum: ['compliance', 'governance', 'off'],
      default: 'compliance',
      description: 'compliance, governance or off',
    },
    timeoutMs: count('milliseconds', { fallback: 5_000, least: 100, most: 60_000 }),
  },
  { description: 'a bucket: its name and its region' },
);

/** `recording` */
export const recording = closed(
  [],
  {
    store: {
      default: 'database',
      // Not `anyOf`: that could not say what is wrong with a bucket.
      if: { type: 'object' },
      then: closed(['bucket'], { bucket }, { description: 'database, or a bucket' }),
      else: { enum: ['database'], description: 'database, or a bucket' },
    },
  },
  { default: {}, description: 'a choice about recordings' },
);

/** A retention: days or years. */
const RETENTION = '^([1-9]\\d{0,4}d|[1-9]\\d?y)$';

/** `retention` */
export const retention = closed(
  [],
  {
    classes: {
      type: 'object',
      default: {},
      maxProperties: 64,
      propertyNames: { type: 'string', pattern: NAME, description: 'a name of lower-case letters, digits and dashes' },
      additionalProperties: text('days or years, such as 90d or 6y', { pattern: RETENTION }),
      description: 'a set of retention classes',
    },
    purgeSeconds: count('seconds', { fallback: 60, most: 3_600 }),
  },
  { default: {}, description: 'a set of retention classes' },
);
