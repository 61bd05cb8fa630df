import { isUuid, REVIEW_HEADER, SallyportError, sameIdentity } from '@sallyport/core';
import type { Decided } from '@sallyport/pipeline';
import type { ReviewKeys } from '../review-keys.ts';
import { bindBefore } from './bind-call.ts';
import { asOfNow, type ExpiringParts } from './expire-review.ts';
import type { CallReview, ReviewStore } from './review-store.ts';

/** What finding works with. */
export interface FindingParts extends ExpiringParts {
  readonly keys: Pick<ReviewKeys, 'binding'>;
  readonly store: ReviewStore;
}

/**
 * The review that a call names, as it is now; `undefined` of a call that names none. Raises `review_unknown` for one that is not there or
 * another identity's, and `review_mismatch` for one of another call: another connection, operation, policy or rule, or other bytes.
 */
export async function findNamed(parts: FindingParts, exchange: Decided): Promise<CallReview | undefined> {
  const id = exchange.call.headers[REVIEW_HEADER];
  if (id === undefined) return undefined;
  const review = isUuid(id) ? await parts.store.find(id) : undefined;
  if (review === undefined || !sameIdentity(review.requester, exchange.caller)) {
    throw new SallyportError('review_unknown');
  }
  const { connection, operation, policy, rule } = usedBy(exchange);
  const same =
    review.connection === connection &&
    review.operation === operation &&
    review.policy === policy &&
    review.rule === rule;
  if (!same || !(await covers(parts, { review, exchange }))) throw new SallyportError('review_mismatch');
  return asOfNow(parts, review);
}

/** The reviews that let a call pass, or stop it, without its naming any; newest first. */
export async function findAll(parts: FindingParts, exchange: Decided): Promise<readonly CallReview[]> {
  const { store, keys, clock } = parts;
  const before = await bindBefore(keys, exchange);
  const found = await store.findBound({ requester: exchange.caller, ...usedBy(exchange), before }, clock.now());
  return found.filter(({ kind }) => kind !== 'window' || !isAttached(exchange));
}

/** Tells whether two bindings are one. They are no secrets: who has one could not make a call for it. */
export function sameBinding(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

async function covers(
  { keys }: FindingParts,
  { review, exchange }: { readonly review: CallReview; readonly exchange: Decided },
): Promise<boolean> {
  if (review.kind === 'window') return !isAttached(exchange);
  return review.kind === 'call' && sameBinding(review.binding.before, await bindBefore(keys, exchange));
}

/** What is attached is looked at each time: no window stands for it. */
function isAttached({ attachments = [] }: Decided): boolean {
  return attachments.length > 0;
}

function usedBy({ connection, operation, decision }: Decided) {
  const { policy, rule } = decision;
  return { connection: connection.name, operation: operation.id, policy: policy.digest, rule };
}
