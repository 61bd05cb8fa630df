import type { Notice } from '../notice.ts';

/** The JSON that a webhook is sent; docs/notifications.md describes it. */
export function webhookBody({ id, kind, review }: Notice): string {
  const { url, connection, operation, requester, found, inputs, purpose, state } = review;
  const { issuer, subject } = requester;
  return JSON.stringify({
    id,
    kind,
    review: {
      id: review.id,
      url,
      kind: review.kind,
      state,
      connection,
      operation,
      requester: { issuer, subject },
      found,
      inputs,
      body_bytes: review.bodyBytes,
      ...(purpose === undefined ? {} : { purpose }),
      requested_at: new Date(review.requestedAt).toISOString(),
      expires_at: new Date(review.expiresAt).toISOString(),
    },
  });
}
