import type { EventDetails } from '@sallyport/core';
import type { Intended, Outcome, Refused } from '@sallyport/pipeline';
import type { Arrival, Attempt } from '../forward/trail.ts';

/** What is known of the sending of a call. */
export interface Traces {
  /** The last attempt; absent when nothing was sent. */
  readonly attempt: Attempt | undefined;
  /** What came back; absent when nothing did, or not whole. */
  readonly arrival: Arrival | undefined;
}

/** What an event says of a call that was refused before its intent. */
export function refusalDetails({ connection, correlationId, operation, found }: Refused): EventDetails {
  return present({ connection: connection.name, correlationId, operation: operation?.id, found });
}

/** What an event says of a call that was to be sent. */
export function outcomeDetails(
  exchange: Intended,
  { outcome, attempt, arrival }: Traces & { readonly outcome: Outcome },
): EventDetails {
  return present({
    ...refusalDetails(exchange),
    applied: exchange.applied,
    masked: outcome.masked,
    sessionId: arrival?.sessionId,
    upstreamStatus: arrival?.status,
    error: outcome.error?.code ?? arrival?.error,
    clientIntent: attempt && { kid: attempt.grant.signer.kid, id: attempt.intentId },
    bytesOut: attempt && exchange.egress.length,
    bytesBack: arrival?.bytesBack,
    commitments: attempt && { request: attempt.request, ...(arrival === undefined ? {} : { reply: arrival.reply }) },
  });
}

type Possible = { readonly [Key in keyof EventDetails]?: EventDetails[Key] | undefined };

function present(details: Possible): EventDetails {
  return Object.freeze(Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined)));
}
