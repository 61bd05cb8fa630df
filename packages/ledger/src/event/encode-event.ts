import type { EventFacts } from '@sallyport/core';
import { activityOf, severityOf } from './activity.ts';
import { type LedgerEvent, OCSF_VERSION } from './ledger-event.ts';

const CLASS_UID = 6003;

/**
 * Shapes the facts of an event after OCSF API Activity, class 6003. Total: every detail goes to its OCSF attribute, and those
 * that have none to `unmapped`. `product.version` is that of Sallyport.
 */
export function encodeEvent(facts: EventFacts, product: { readonly version: string }): LedgerEvent {
  const { correlationId, sessionId, connection, operation, upstreamStatus, error, ...unmapped } = facts.details;
  const activity = activityOf(facts.kind);
  return Object.freeze({
    class_uid: CLASS_UID,
    category_uid: 6,
    activity_id: activity,
    type_uid: CLASS_UID * 100 + activity,
    time: facts.time,
    severity_id: severityOf(facts),
    status_id: facts.status === 'success' ? 1 : 2,
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
