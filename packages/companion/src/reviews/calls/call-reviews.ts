import { SallyportError } from '@sallyport/core';
import type { Approval, Decided, Reviews, Transformed } from '@sallyport/pipeline';
import { bindAfter, bindBefore } from './bind-call.ts';
import { findAll, findNamed, sameBinding } from './find-review.ts';
import { type HoldingParts, holdCall, holdUntil } from './hold-call.ts';
import { type BoundCall, openReview } from './open-review.ts';
import { reviewDetails } from './review-events.ts';
import { refusalOf } from './review-refusal.ts';
import type { CallReview } from './review-store.ts';

/** What the outer door's reviews work with. */
export type CallReviewsParts = HoldingParts;

/** Another call may use an approval first; then it is looked again, so often. */
const ATTEMPTS = 3;

/** The outer door's reviews: asks people, finds what they said, and uses up what they approved. */
export function callReviews(parts: CallReviewsParts): Reviews {
  return Object.freeze({
    subjectOf: (exchange) => subjectOf(parts, exchange),
    approve: (exchange) => approve(parts, exchange),
  } satisfies Reviews);
}

/** Whatever waits or was approved is for bytes that were made with a secret; with the same one they are made again. */
async function subjectOf(parts: CallReviewsParts, exchange: Decided): Promise<Uint8Array | undefined> {
  const named = await findNamed(parts, exchange);
  if (named !== undefined) refuseEnded(parts, { review: named, exchange });
  const found = named === undefined ? await findAll(parts, exchange) : [named];
  if (found.some(({ kind }) => kind === 'window')) return undefined;
  const review = found.find(({ state }) => state === 'approved') ?? found.find(({ state }) => state === 'pending');
  if (review === undefined) return undefined;
  return parts.keys.open(review.sealedSubject, { review: review.id, use: 'subject' });
}

async function approve(parts: CallReviewsParts, exchange: Transformed): Promise<Approval> {
  const { keys } = parts;
  const binding = { before: await bindBefore(keys, exchange), after: await bindAfter(keys, exchange) };
  const until = holdUntil(exchange);
  for (let attempt = 1; ; attempt += 1) {
    const named = await findNamed(parts, exchange);
    const found = named ?? (await findOrOpen(parts, { exchange, binding }));
    const review = found.state === 'pending' ? await holdCall(parts, { exchange, review: found, until }) : found;
    refuseEnded(parts, { review, exchange });
    const approval = await use(parts, { review, binding });
    if (approval !== undefined) return approval;
    // One that is named is found again as what it has become, and refused as that.
    if (attempt === ATTEMPTS) throw new SallyportError('review_conflict');
  }
}

/** A window first, so that no approval is used up in one. */
async function findOrOpen(parts: CallReviewsParts, call: BoundCall): Promise<CallReview> {
  const found = await findAll(parts, call.exchange);
  const fits = ({ kind, state, binding }: CallReview) =>
    kind === 'call' && state === 'approved' && sameBinding(binding.after, call.binding.after);
  return (
    found.find(({ kind }) => kind === 'window') ??
    found.find(fits) ??
    found.find(({ state }) => state === 'rejected') ??
    found.find(({ state }) => state === 'pending') ??
    openReview(parts, call)
  );
}

/** Raises `review_rejected`, `review_expired`, `review_cancelled`, `review_revoked`, `review_used`. */
function refuseEnded(
  { url }: CallReviewsParts,
  { review, exchange }: { readonly review: CallReview; readonly exchange: Decided },
): void {
  if (review.state === 'pending' || review.state === 'approved') return;
  throw refusalOf(review, { url, note: exchange.decision.message });
}

/** Uses up an approval; `undefined` when it is none any more. A window is not used up. Raises `review_mismatch`. */
async function use(
  { store, clock }: CallReviewsParts,
  { review, binding }: { readonly review: CallReview; readonly binding: BoundCall['binding'] },
): Promise<Approval | undefined> {
  if (review.kind === 'window') return { review: reviewDetails(review), giveBack: async () => undefined };
  if (!sameBinding(review.binding.after, binding.after)) throw new SallyportError('review_mismatch');
  const usedAt = clock.now();
  if (!(await store.use(review.id, usedAt))) return undefined;
  return {
    review: reviewDetails(review),
    // What cannot be given back stays used: nothing is sent twice.
    giveBack: () => store.giveBack(review.id, usedAt).catch(() => undefined),
  };
}
