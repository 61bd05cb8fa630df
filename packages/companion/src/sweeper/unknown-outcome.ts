import { type RecordingDetails, SallyportError } from '@sallyport/core';
import type { LedgerEvent } from '@sallyport/ledger';
import type { EventDraft } from '../door/event-log.ts';

/**
 * The outcome of a session of which nobody knows how it ended: what its intent says of who, from where, what and through what, with
 * status `unknown`; and what its recording is, as far as it goes. Raises `ledger_corrupt` when the event is not the intent of this session.
 */
export function unknownOutcome(
  sessionId: string,
  { metadata, actor, api, src_endpoint }: LedgerEvent,
  recording?: RecordingDetails,
): EventDraft {
  if (metadata.event_code !== 'session.intent' || api.request?.uid !== sessionId)
    throw new SallyportError('ledger_corrupt');
  const { correlation_uid: correlationId } = metadata;
  return {
    kind: 'session.outcome',
    status: 'unknown',
    ...identityOf(actor),
    ...('ip' in src_endpoint ? { clientIp: src_endpoint.ip } : {}),
    details: {
      ...(correlationId === undefined ? {} : { correlationId }),
      sessionId,
      ...(api.service === undefined ? {} : { connection: api.service.name }),
      ...(api.operation === metadata.event_code ? {} : { operation: api.operation }),
      ...(recording === undefined ? {} : { recording }),
    },
  };
}

function identityOf({ user, idp }: LedgerEvent['actor']): Pick<EventDraft, 'identity'> {
  return 'uid' in user && idp !== undefined ? { identity: { issuer: idp.uid, subject: user.uid } } : {};
}
