import type { EventFacts } from '@sallyport/core';
import { activityOf, severityOf } from './activity.ts';
import { type LedgerEvent, OCSF_VERSION } from './ledger-event.ts';

/** API Activity, in category 6, application activity. */
const API_ACTIVITY = { class_uid: 6003, category_uid: 6 } as const;

/** Data Security Finding, in category 2, findings. */
const FINDING = { class_uid: 2006, category_uid: 2 } as const;

const STATUS = { unknown: 0, success: 1, failure: 2 } as const;
const FINDING_TITLE = 'A client claimed fewer entities than were found';

/**
 * Shapes the facts of an event after OCSF API Activity, class 6003, and a finding after Data Security Finding, class 2006. Total: every detail goes to its OCSF attribute, and those
 * that have none to `unmapped`. `product.version` is that of Sallyport.
 */
export function encodeEvent(facts: EventFacts, product: { readonly version: string }): LedgerEvent {
  const { correlationId, sessionId, connection, operation, upstreamStatus, error, ...unmapped } = facts.details;
  const activity = activityOf(facts.kind);
  const ocsf = facts.kind === 'finding.raised' ? FINDING : API_ACTIVITY;
  return Object.freeze({
    ...ocsf,
    activity_id: activity,
    type_uid: ocsf.class_uid * 100 + activity,
    time: facts.time,
    severity_id: severityOf(facts),
    status_id: ocsf === FINDING ? 1 : STATUS[facts.status],
    metadata: Object.freeze({
      uid: facts.id,
      event_code: facts.kind,
      ...(correlationId === undefined ? {} : { correlation_uid: correlationId }),
      version: OCSF_VERSION,
      product: Object.freeze({ name: 'Sallyport', vendor_name: 'Sallyport', version: product.version }),
    }),
    actor: encodeActor(facts),
    api: Object.freeze({
      operation: operation ?? facts.kind,
      ...(connection === undefined ? {} : { service: Object.freeze({ name: connection }) }),
      ...(sessionId === undefined ? {} : { request: Object.freeze({ uid: sessionId }) }),
      ...encodeResponse(facts),
    }),
    src_endpoint: Object.freeze(facts.clientIp === undefined ? { svc_name: 'sallyport' } : { ip: facts.clientIp }),
    ...(ocsf === FINDING ? { finding_info: Object.freeze({ uid: facts.id, title: FINDING_TITLE }) } : {}),
    unmapped: Object.freeze(unmapped),
  });
}

function encodeActor({ identity }: EventFacts): LedgerEvent['actor'] {
  if (identity === undefined) return Object.freeze({ user: Object.freeze({ name: 'unknown', type_id: 0 }) });
  const { issuer, subject } = identity;
  return Object.freeze({ user: Object.freeze({ uid: subject }), idp: Object.freeze({ uid: issuer, issuer }) });
}

function encodeResponse({ details: { upstreamStatus, error } }: EventFacts): Pick<LedgerEvent['api'], 'response'> {
  if (upstreamStatus === undefined && error === undefined) return {};
  return {
    response: Object.freeze({
      ...(upstreamStatus === undefined ? {} : { code: upstreamStatus }),
      ...(error === undefined ? {} : { error }),
    }),
  };
}
