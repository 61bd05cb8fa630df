import { ENTITIES, OPERATORS } from '@sallyport/core';

/** A part of a JSON Schema, 2020-12. */
export type Schema = Readonly<Record<string, unknown>>;

/** Members of an object, with what each must be. */
export type Members = Readonly<Record<string, Schema>>;

/** ECMA-262 §21.4.1.1 */
const LATEST_TIME = 8_640_000_000_000_000;
const MOST_SPANS = 1_000_000_000;

/** An object of exactly these members: all of the first, and any of the second. */
export const closed = (required: Members, optional: Members = {}, more: Schema = {}): Schema => ({
  type: 'object',
  required: Object.keys(required),
  additionalProperties: false,
  properties: { ...required, ...optional },
  ...more,
});

/** A string of at most so many UTF-16 code units that a pattern describes as a whole. */
export const matching = (pattern: string, maxLength: number): Schema => ({ type: 'string', maxLength, pattern });

/** A whole number within bounds. */
export const whole = (minimum: number, maximum: number): Schema => ({ type: 'integer', minimum, maximum });

/** One of some words. */
export const oneOf = (values: readonly string[]): Schema => ({ enum: values });

/** An object with a member of one schema for some of these names: read as fast as it has members, however many names there are. */
const some = (names: readonly string[], schema: Schema): Schema => ({
  type: 'object',
  propertyNames: { enum: names },
  additionalProperties: schema,
});

/** The same for each of some members. */
export const each = (names: readonly string[], schema: Schema): Members =>
  Object.fromEntries(names.map((name) => [name, schema]));

/** Members that can be one value only. */
export const constants = (values: Readonly<Record<string, unknown>>): Members =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { const: value }]));

/** In lower case, RFC 9562 §4. */
export const UUID = matching('^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$', 36);
/** The RFC 7638 thumbprint of a key. */
export const THUMBPRINT = matching('^[A-Za-z0-9_-]{43}$', 43);
/** 32 bytes in canonical base64url: the last digit stands for four bits. */
export const DIGEST = matching('^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$', 43);
/** A SHA-256, named as one. */
export const SHA256 = matching('^sha256:[0-9a-f]{64}$', 71);
/** Of a release of Sallyport, Semantic Versioning 2.0.0 §9: of pre-releases only those there are names for. */
export const VERSION = matching(
  '^[0-9]{1,9}(?:\\.[0-9]{1,9}){2}(?:-(?:alpha|beta|rc|next|canary|snapshot|dev)(?:[.-][0-9]{1,14}){0,2})?$',
  64,
);
/** An operation's id, or a kind of event: what `operations` of a connection of kind `http` may be called too. */
export const OPERATION = matching('^[a-z][a-z0-9_]{0,47}(?:\\.[a-z][a-z0-9_]{0,47}){0,4}$', 192);
/** What the configuration calls connections, rules, secrets and retention classes. */
export const CONFIGURED_NAME = matching('^[a-z0-9][a-z0-9-]{0,62}$', 63);
/** The name of a note's key, C2SP signed-note: of a log, or of a witness. */
export const KEY_NAME = matching('^[^\\s+\\p{Cc}\\p{Cs}]+$', 255);
/** An IPv4 or IPv6 address. */
export const ADDRESS = matching('^[0-9A-Fa-f:.]{2,45}(?:%[0-9A-Za-z.-]{1,32})?$', 78);
/** Who issues identities: a URL, or a URN. */
export const ISSUER = matching('^[^\\s\\p{Cc}]+$', 2048);
/** Whom an issuer means: the one text in an event that is nobody's but the identity provider's. Printable. */
export const SUBJECT = matching('^[^\\p{Cc}\\p{Zl}\\p{Zp}]+$', 2048);
/** How many spans. */
export const COUNT = whole(0, MOST_SPANS);
/** How many bytes, or entries. */
export const LENGTH = whole(0, Number.MAX_SAFE_INTEGER);
/** Milliseconds since the Unix epoch. */
export const TIME = whole(0, LATEST_TIME);
/** Counts by entity. */
export const ENTITY_COUNTS = some(ENTITIES, COUNT);
/** Counts by entity and operator. */
export const APPLIED_COUNTS = some(ENTITIES, some(OPERATORS, COUNT));
/** A person or system. */
export const IDENTITY = closed({ issuer: ISSUER, subject: SUBJECT });
