import { type CLIENT_EVENT_KINDS, CLIENT_OPT_OUTS, ENTITIES, ERROR_CATALOGUE, OPERATORS } from '@sallyport/core';
import { encodeEvent } from '@sallyport/ledger';

/** A kind of event that clients send. */
export type ClientEventKind = (typeof CLIENT_EVENT_KINDS)[number];

type Properties = Readonly<Record<string, object>>;

const STATUSES = ['success', 'failure', 'unknown'] as const;
/** ECMA-262 §21.4.1.1 */
const LATEST_TIME = 8_640_000_000_000_000;
const MOST_SPANS = 1_000_000_000;

/** An object of exactly these properties. */
const closed = (required: Properties, optional: Properties = {}, more: object = {}) => ({
  type: 'object',
  required: Object.keys(required),
  additionalProperties: false,
  properties: { ...required, ...optional },
  ...more,
});
const matching = (pattern: string, maxLength: number) => ({ type: 'string', maxLength, pattern });
const whole = (minimum: number, maximum: number) => ({ type: 'integer', minimum, maximum });
const oneOf = (values: readonly string[]) => ({ enum: values });
/** An object with a member of one schema for some of these names: read as fast as it has members, however many names there are. */
const some = (names: readonly string[], schema: object) => ({
  type: 'object',
  propertyNames: { enum: names },
  additionalProperties: schema,
});
const each = (names: readonly string[], schema: object): Properties =>
  Object.fromEntries(names.map((name) => [name, schema]));

const UUID = matching('^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$', 36);
const THUMBPRINT = matching('^[A-Za-z0-9_-]{43}$', 43);
/** 32 bytes in canonical base64url: the last digit stands for four bits. */
const COMMITMENT = matching('^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$', 43);
/** Of a release of Sallyport, Semantic Versioning 2.0.0 §9: of pre-releases only those there are names for. */
const VERSION = matching(
  '^[0-9]{1,9}(?:\\.[0-9]{1,9}){2}(?:-(?:alpha|beta|rc|next|canary|snapshot|dev)(?:[.-][0-9]{1,14}){0,2})?$',
  64,
);
const OPERATION = matching('^[a-z]{1,32}(?:_[a-z]{1,32}){0,3}(?:\\.[a-z]{1,32}(?:_[a-z]{1,32}){0,3}){0,4}$', 64);
const CONNECTION = matching('^[a-z0-9][a-z0-9-]{0,62}$', 63);
const COUNT = whole(0, MOST_SPANS);
const LENGTH = whole(0, Number.MAX_SAFE_INTEGER);
const ENTITY_COUNTS = some(ENTITIES, COUNT);
const APPLIED_COUNTS = some(ENTITIES, some(OPERATORS, COUNT));

/** Whose name it is, the reader of events compares: no schema knows it. */
const ACTOR = {
  type: 'object',
  anyOf: [
    closed({ user: closed({ name: { const: 'unknown' }, type_id: { const: 0 } }) }),
    closed({ user: closed({ uid: { type: 'string' } }), idp: closed(each(['uid', 'issuer'], { type: 'string' })) }),
  ],
};

const OUTCOME = {
  correlation: { correlation_uid: UUID },
  api: closed(
    { operation: OPERATION },
    {
      service: closed({ name: CONNECTION }),
      request: closed({ uid: UUID }),
      response: closed({}, { code: whole(100, 599), error: oneOf(Object.keys(ERROR_CATALOGUE)) }, { minProperties: 1 }),
    },
  ),
  unmapped: closed(
    {},
    {
      clientIntent: closed({ kid: THUMBPRINT, id: UUID }),
      found: ENTITY_COUNTS,
      applied: APPLIED_COUNTS,
      masked: ENTITY_COUNTS,
      bytesOut: LENGTH,
      bytesBack: LENGTH,
      commitments: closed({}, each(['request', 'reply'], COMMITMENT)),
    },
  ),
};

const OPT_OUT = {
  correlation: {},
  api: closed({ operation: { const: 'opt_out' } }),
  unmapped: closed({ optOut: oneOf(CLIENT_OPT_OUTS) }),
};

/**
 * The JSON Schema (2020-12) of what each kind may hold: what `encodeEvent` writes for a client, and in it only codes, counts, UUIDs,
 * digests and names of a narrow form. There is no place for free text.
 */
export const CLIENT_EVENT_SCHEMAS: Readonly<Record<ClientEventKind, object>> = Object.freeze({
  'client.outcome': eventSchema('client.outcome', OUTCOME),
  opt_out: eventSchema('opt_out', OPT_OUT),
});

function eventSchema(
  kind: ClientEventKind,
  parts: { readonly correlation: Properties; readonly api: object; readonly unmapped: object },
): object {
  const { severity_id: _, status_id: __, metadata, src_endpoint, ...sample } = sampleOf(kind, 'success');
  const { class_uid, category_uid, activity_id, type_uid } = sample;
  const { name, vendor_name } = metadata.product;
  const product = closed({ name: { const: name }, vendor_name: { const: vendor_name }, version: VERSION });
  return closed(
    {
      ...constants({ class_uid, category_uid, activity_id, type_uid, src_endpoint }),
      time: whole(0, LATEST_TIME),
      severity_id: { type: 'integer' },
      status_id: { type: 'integer' },
      metadata: closed({
        uid: UUID,
        event_code: { const: kind },
        ...parts.correlation,
        version: { const: metadata.version },
        product,
      }),
      actor: ACTOR,
      api: parts.api,
      unmapped: parts.unmapped,
    },
    {},
    { anyOf: STATUSES.map((status) => statusSchema(kind, status)) },
  );
}

/** The severity goes with the status. */
function statusSchema(kind: ClientEventKind, status: (typeof STATUSES)[number]): object {
  const { severity_id, status_id } = sampleOf(kind, status);
  return { type: 'object', properties: constants({ severity_id, status_id }) };
}

function constants(values: Readonly<Record<string, unknown>>): Properties {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { const: value }]));
}

function sampleOf(kind: ClientEventKind, status: (typeof STATUSES)[number]) {
  return encodeEvent({ id: '', kind, time: 0, status, details: {} }, { version: '' });
}
