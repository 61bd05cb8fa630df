import type { AttachmentRow } from '../attachment-rows.ts';
import { type ReviewPlace, reviewUrl } from '../review-url.ts';
import type { DecisionRecord } from './decision-record.ts';
import type { ListedReview } from './list-reviews.ts';

/** What is told of a review beside the review. */
export interface ReviewStanding {
  /** How many people have approved. */
  readonly given: number;
  /** Whether who asks may decide it, or could when it waited. */
  readonly canDecide: boolean;
  readonly attachments: readonly AttachmentRow[];
}

/** A review as reviewers are told of it, in JSON: counts and codes, and nothing of a body. */
export function reviewJson(
  place: ReviewPlace,
  review: ListedReview,
  { given, canDecide, attachments }: ReviewStanding,
): object {
  const { id, state, kind, connection, operation, requester, rule, policy, purpose, parent, demand } = review;
  const { issuer, subject, client, actors, clientIp } = requester;
  return {
    ...{ id, state, kind, url: reviewUrl(place, id), connection, operation },
    ...timesOf(review),
    approvals: { given, quorum: demand.quorum },
    requester: { issuer, subject, ...(client === undefined ? {} : { client }), actors },
    ...(clientIp === undefined ? {} : { client_ip: clientIp }),
    ...(purpose === undefined ? {} : { purpose }),
    ...{ rule, policy, found: review.found, applied: review.applied, inputs: review.inputs },
    body_bytes: review.bodyBytes,
    ...(attachments.length === 0 ? {} : { attachments: attachments.map(attachmentJson) }),
    ...(demand.window === undefined ? {} : { window_most: demand.window.most }),
    ...(parent === undefined ? {} : { parent }),
    can_decide: canDecide,
  };
}

/** What is attached, in JSON; `kept` where it may still be looked at. */
function attachmentJson({ number, type, bytes, commitment, kept }: AttachmentRow): object {
  return { number, type, bytes, commitment, kept };
}

/** A decision in JSON; its justification is there where it could be opened. */
export function decisionJson({ decision, identity, windowSeconds, decidedAt }: DecisionRecord, justification?: string) {
  const { issuer, subject } = identity;
  return {
    ...{ decision, issuer, subject },
    ...(justification === undefined ? {} : { justification }),
    ...(windowSeconds === undefined ? {} : { window_seconds: windowSeconds }),
    decided_at: new Date(decidedAt).toISOString(),
  };
}

/** A review as it stands in a history. */
export function pastJson({ id, state, kind, connection, requestedAt }: ListedReview): object {
  return { id, state, kind, connection, requested_at: new Date(requestedAt).toISOString() };
}

function timesOf(review: ListedReview): Readonly<Record<string, string>> {
  const times = {
    requested_at: review.requestedAt,
    expires_at: review.expiresAt,
    escalates_at: review.escalatesAt,
    escalated_at: review.escalatedAt,
    decided_at: review.decidedAt,
    used_at: review.usedAt,
    revoked_at: review.revokedAt,
  };
  const known = Object.entries(times).filter(([, time]) => time !== undefined);
  return Object.fromEntries(known.map(([name, time = 0]) => [name, new Date(time).toISOString()]));
}
