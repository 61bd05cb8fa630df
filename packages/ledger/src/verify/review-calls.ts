import type { ReviewDetails } from '@sallyport/core';
import type { LedgerEvent } from '../event/ledger-event.ts';
import type { Findings } from './findings.ts';
import type { Place } from './place.ts';
import type { ReviewChain, ReviewFault } from './review-chain.ts';

/** An event about a review that is known. */
export interface ReviewEvent {
  readonly event: LedgerEvent;
  readonly review: ReviewDetails;
  readonly chain: ReviewChain;
  readonly place: Place;
}

interface Sending {
  readonly chain: ReviewChain;
  readonly place: Place;
}

/**
 * The calls that are sent under reviews: each under an approval that lets it, which it uses up unless that is of a window; and of the calls
 * that use one up, one alone is sent. A call may be written down, and not be sent because nobody knew that it was: its outcome is unknown.
 */
export class ReviewCalls {
  readonly #findings: Findings;
  /** Sessions whose intent names an approval of one call, until what uses it up comes, right after it. */
  readonly #intended = new Map<string, Sending>();
  /** Sessions that used one up, until their outcome. */
  readonly #sending = new Map<string, Sending>();
  #used = 0;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** How many approvals were used up. */
  get used(): number {
    return this.#used;
  }

  /** Takes the intent of a call that names a review. */
  intend({ event, review, chain, place }: ReviewEvent): ReviewFault {
    const session = event.api.request?.uid;
    if (review.kind !== 'window' && session !== undefined) this.#intended.set(session, { chain, place });
    return chain.allows(review.kind, event.time);
  }

  /** Takes that a call used an approval up. */
  use({ event, review, chain, place }: ReviewEvent): ReviewFault {
    const session = event.api.request?.uid ?? '';
    const intended = this.#intended.get(session);
    this.#intended.delete(session);
    this.#used += 1;
    if (intended?.chain !== chain) return 'review_apart';
    if (chain.sent) return 'review_reused';
    this.#sending.set(session, { chain, place });
    return chain.allows(review.kind, event.time);
  }

  /** Takes the outcome of any session. */
  end({ api: { request }, status_id: status }: LedgerEvent): void {
    const session = request?.uid ?? '';
    const sending = this.#sending.get(session);
    this.#sending.delete(session);
    // By a crash before anybody knew that the intent was written down: the approval was given back.
    if (sending === undefined || status === 0) return;
    if (sending.chain.sent) this.#findings.fault('review_reused', sending.place.where);
    sending.chain.sent = true;
  }

  /** Reports that there are no more leaves. */
  close(): void {
    for (const { place } of this.#intended.values()) {
      if (!place.excused) this.#findings.fault('review_unused', place.where);
    }
  }
}
