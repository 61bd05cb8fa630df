import { type EventDetails, type EventKind, type ReviewDetails, toBase64url } from '@sallyport/core';
import type { EventDraft } from '../../door/event-log.ts';
import type { CallReview } from './review-store.ts';

/** What the ledger says of a review: no more than counts, codes, ids and commitments. */
export function reviewDetails({ id, kind, binding, expiresAt }: CallReview): ReviewDetails {
  // A window is for no bytes in particular.
  if (kind === 'window') return { id, kind, until: expiresAt };
  return { id, kind, binding: { before: toBase64url(binding.before), after: toBase64url(binding.after) }, until: expiresAt };
}

/** The event of something that its requester did about a review. */
export function requesterEvent(kind: EventKind, review: CallReview, more: Partial<ReviewDetails> = {}): EventDraft {
  const { issuer, subject, clientIp } = review.requester;
  return {
    kind,
    status: 'success',
    identity: { issuer, subject },
    ...(clientIp === undefined ? {} : { clientIp }),
    details: { ...callDetails(review), review: { ...reviewDetails(review), ...more } },
  };
}

/** The event of a review whose time is over: nobody's doing. */
export function expiredEvent(review: CallReview): EventDraft {
  const { issuer, subject } = review.requester;
  const details = { ...callDetails(review), review: { ...reviewDetails(review), requester: { issuer, subject } } };
  return { kind: 'review.expired', status: 'success', details };
}

function callDetails(review: CallReview): EventDetails {
  const { correlationId, connection, operation, policy, rule, found, applied, inputs, purpose } = review;
  const details = { correlationId, connection, operation, policy, rule, found, applied, inputs };
  return purpose === undefined ? details : { ...details, purpose };
}
