import type { EventKind } from '@sallyport/core';
import { encodeEvent } from '../encode-event.ts';
import { DETAIL_SCHEMAS, type DetailName } from './detail-schemas.ts';
import type { EventForm } from './event-forms.ts';
import {
  ADDRESS,
  closed,
  constants,
  ISSUER,
  type Members,
  type Schema,
  SUBJECT,
  TIME,
  UUID,
  VERSION,
} from './words.ts';

const STATUSES = ['success', 'failure', 'unknown'] as const;

/** The details that OCSF has an attribute for: `encodeEvent` puts them there. */
const MAPPED: ReadonlySet<DetailName> = new Set([
  'correlationId',
  'sessionId',
  'connection',
  'operation',
  'upstreamStatus',
  'error',
]);

/** Who acted. Whose name it is, no schema knows. */
export const ACTOR: Schema = {
  type: 'object',
  anyOf: [
    closed({ user: closed({ name: { const: 'unknown' }, type_id: { const: 0 } }) }),
    closed({ user: closed({ uid: SUBJECT }), idp: closed({ uid: ISSUER, issuer: ISSUER }) }),
  ],
};
/** From where. */
export const SRC_ENDPOINT: Schema = {
  type: 'object',
  anyOf: [closed({ ip: ADDRESS }), closed({ svc_name: { const: 'sallyport' } })],
};

/** What an event of a kind must be in one of its forms: exactly what `encodeEvent` writes. */
export function formSchema(kind: EventKind, form: EventForm): Schema {
  const { severity_id: _, status_id: __, metadata, src_endpoint, finding_info, ...sample } = sampleOf(kind, 'success');
  const { class_uid, category_uid, activity_id, type_uid } = sample;
  const { must, may } = detailsOf(form);
  return closed(
    {
      ...constants({ class_uid, category_uid, activity_id, type_uid }),
      src_endpoint: form.by === 'client' ? { const: src_endpoint } : SRC_ENDPOINT,
      time: TIME,
      severity_id: { type: 'integer' },
      status_id: { type: 'integer' },
      metadata: metadataSchema(kind, metadata, { must, may }),
      actor: ACTOR,
      api: apiSchema(kind, { must, may }),
      ...(finding_info === undefined
        ? {}
        : { finding_info: closed({ uid: UUID, title: { const: finding_info.title } }) }),
      unmapped: closed(without(must, MAPPED), without(may, MAPPED)),
    },
    {},
    { anyOf: STATUSES.map((status) => statusSchema(kind, status)) },
  );
}

interface Details {
  readonly must: Members;
  readonly may: Members;
}

function detailsOf({ must, may, narrowed = {} }: EventForm): Details {
  const schemas = (names: readonly DetailName[]): Members =>
    Object.fromEntries(names.map((name) => [name, narrowed[name] ?? DETAIL_SCHEMAS[name]]));
  return { must: schemas(must), may: schemas(may.filter((name) => !must.includes(name))) };
}

function metadataSchema(
  kind: EventKind,
  { version, product: { name, vendor_name } }: ReturnType<typeof sampleOf>['metadata'],
  details: Details,
): Schema {
  const { must, may } = placed(details, { correlation_uid: 'correlationId' });
  const product = closed({ name: { const: name }, vendor_name: { const: vendor_name }, version: VERSION });
  return closed({ uid: UUID, event_code: { const: kind }, ...must, version: { const: version }, product }, may);
}

function apiSchema(kind: EventKind, details: Details): Schema {
  const named = operationSchema(kind, details);
  const response = placed(details, { code: 'upstreamStatus', error: 'error' });
  const service = placed(details, { name: 'connection' });
  const request = placed(details, { uid: 'sessionId' });
  const parts = { service, request, response };
  const required = Object.entries(parts).filter(([, { must }]) => Object.keys(must).length > 0);
  const optional = Object.entries(parts).filter(([, { must, may }]) => isOptional(must, may));
  const shape = ([name, { must, may }]: (typeof required)[number]) => [name, closed(must, may, { minProperties: 1 })];
  return closed(
    { operation: named, ...Object.fromEntries(required.map(shape)) },
    Object.fromEntries(optional.map(shape)),
  );
}

/** Where an event is about no operation, its kind stands for it. */
function operationSchema(kind: EventKind, { must, may }: Details): Schema {
  if (must.operation !== undefined) return { ...must.operation, not: { const: kind } };
  return may.operation === undefined ? { const: kind } : { anyOf: [{ const: kind }, may.operation] };
}

function isOptional(must: Members, may: Members): boolean {
  return Object.keys(must).length === 0 && Object.keys(may).length > 0;
}

/** Some details under the names that OCSF has for them. */
function placed({ must, may }: Details, names: Readonly<Record<string, DetailName>>): Details {
  const take = (from: Members): Members =>
    Object.fromEntries(
      Object.entries(names).flatMap(([name, detail]) => {
        const schema = from[detail];
        return schema === undefined ? [] : [[name, schema]];
      }),
    );
  return { must: take(must), may: take(may) };
}

function without(members: Members, names: ReadonlySet<string>): Members {
  return Object.fromEntries(Object.entries(members).filter(([name]) => !names.has(name)));
}

/** The severity goes with the status. */
function statusSchema(kind: EventKind, status: (typeof STATUSES)[number]): Schema {
  const { severity_id, status_id } = sampleOf(kind, status);
  return { type: 'object', properties: constants({ severity_id, status_id }) };
}

function sampleOf(kind: EventKind, status: (typeof STATUSES)[number]) {
  return encodeEvent({ id: '', kind, time: 0, status, details: {} }, { version: '' });
}
