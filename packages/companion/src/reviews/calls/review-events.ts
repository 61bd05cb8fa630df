import { type EventDetails, type EventKind, type ReviewDetails, toBase64url } from '@sallyport/core';
import type { EventDraft } from '../../door/event-log.ts';
import type { CallReview } from './review-store.ts';

/** What the ledger says of a review: no more than counts, codes, ids and commitments. */
export function reviewDetails({ id, kind, binding, expiresAt }: CallReview): ReviewDetails {
  // A window is for no bytes in particular.
  if (kind === 'window') return { id, kind, until: expiresAt };
  return {
    id,
    kind,
    binding: { before: toBase64url(binding.before), after: toBase64url(binding.after) },
    until: expiresAt,
  };
}

/** What a requester does about a review of its own, and from where. */
export interface RequesterAct {
  readonly review: CallReview;
  readonly clientIp?: string | undefined;
}

/** The event of it. */
export function requesterEvent(
  kind: EventKind,
  { review, clientIp }: RequesterAct,
  more: Partial<ReviewDetails> = {},
): EventDraft {
  const { issuer, subject } = review.requester;
  return {
    kind,
    status: 'success',
    identity: { issuer, subject },
    ...(clientIp === undefined ? {} : { clientIp }),
    details: { ...callDetails(review), review: { ...reviewDetails(review), ...more } },
  };
}

function callDetails(review: CallReview): EventDetails {
  const { correlationId, connection, operation, policy, rule, found, applied, inputs, purpose } = review;
  const details = { correlationId, connection, operation, policy, rule, found, applied, inputs };
  return purpose === undefined ? details : { ...details, purpose };
}
