import { type CLIENT_EVENT_KINDS, EVENT_KINDS, type EventKind } from '@sallyport/core';
import { CLIENT_INTENT_SCHEMA, INTENT_CLAIM_SCHEMA } from './client-intent-schema.ts';
import { DETAIL_SCHEMAS } from './detail-schemas.ts';
import { EVENT_FORMS, type EventForm } from './event-forms.ts';
import { ACTOR, formSchema, SRC_ENDPOINT } from './form-schema.ts';
import { referTo } from './refer-to.ts';
import {
  APPLIED_COUNTS,
  CONFIGURED_NAME,
  DIGEST,
  ENTITY_COUNTS,
  IDENTITY,
  ISSUER,
  OPERATION,
  type Schema,
  SHA256,
  SUBJECT,
  THUMBPRINT,
  UUID,
} from './words.ts';

/** What each kind of event that clients send may hold. */
export const CLIENT_EVENT_SCHEMAS: Readonly<Record<(typeof CLIENT_EVENT_KINDS)[number], Schema>> = Object.freeze({
  'client.outcome': kindSchema('client.outcome', ({ by }) => by === 'client'),
  opt_out: kindSchema('opt_out', ({ by }) => by === 'client'),
});

/** What would otherwise stand in the published schema over and over. */
const PARTS: Readonly<Record<string, Schema>> = {
  uuid: UUID,
  digest: DIGEST,
  sha256: SHA256,
  thumbprint: THUMBPRINT,
  name: CONFIGURED_NAME,
  operation: OPERATION,
  issuer: ISSUER,
  subject: SUBJECT,
  identity: IDENTITY,
  actor: ACTOR,
  src_endpoint: SRC_ENDPOINT,
  entity_counts: ENTITY_COUNTS,
  applied_counts: APPLIED_COUNTS,
  error: DETAIL_SCHEMAS.error,
  review: DETAIL_SCHEMAS.review,
  recording: DETAIL_SCHEMAS.recording,
};

const KINDS = Object.fromEntries(EVENT_KINDS.map((kind) => [kind, kindSchema(kind)]));

/**
 * The JSON Schema (2020-12) of all that the payload of a leaf may be: each kind of event under `$defs` by its name, and `client.intent`.
 * Closed at every level, and in it only codes, counts, UUIDs, digests, names of a narrow form, and who acted from where. A verifier of the
 * ledger does not need it: what an older or a newer version signed is as true.
 */
export const EVENT_SCHEMA: Schema = Object.freeze({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'An event of a Sallyport ledger',
  description: 'The payload of the compact JWS that a leaf of the ledger is.',
  anyOf: [...EVENT_KINDS, 'client.intent'].map((kind) => ({ $ref: `#/$defs/${kind}` })),
  $defs: referTo(PARTS, {
    ...KINDS,
    'client.intent': CLIENT_INTENT_SCHEMA,
    'client.intent.claim': INTENT_CLAIM_SCHEMA,
  }),
});

function kindSchema(kind: EventKind, which: (form: EventForm) => boolean = () => true): Schema {
  const [first = {}, ...others] = EVENT_FORMS[kind].filter(which).map((form) => formSchema(kind, form));
  return others.length === 0 ? first : { type: 'object', anyOf: [first, ...others] };
}
