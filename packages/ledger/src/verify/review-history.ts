import type { ReviewDetails } from '@sallyport/core';
import type { LedgerEvent } from '../event/ledger-event.ts';
import type { Findings } from './findings.ts';
import { IdSet } from './id-set.ts';
import type { InspectedLeaf } from './inspect-leaf.ts';
import type { Place } from './place.ts';
import { ReviewCalls, type ReviewEvent } from './review-calls.ts';
import { actorOf, ReviewChain, type ReviewFault } from './review-chain.ts';

const FAILED = 2;

/** What may be wrong only because something is out of what is verified. */
const EXCUSED: ReadonlySet<ReviewFault> = new Set([
  'review_unrequested',
  'review_unapproved',
  'review_quorum',
  'review_apart',
]);

/** From so many on, it is worth to look which may still come to be used. */
const FEW = 1024;

/**
 * Whether the reviews of a ledger hold together. Each is asked for before anything comes of it, and all events about it agree on the call,
 * the bytes and the person who asked. Nobody decides a review of their own; an approval counts no more people than have given one, and is
 * complete when that many were asked for. A call that names a review has an approval that holds, and uses it up, once. Whoever breaks the
 * glass of their own review asks for one after the fact with it. Nothing is approved or used later than clocks may differ after it ended.
 *
 * The companion writes an act down before it does it. One that was killed in between leaves a log that says more than was done: an approval
 * that was used long after it is said to have been taken back is a fault then too, for the log says so.
 *
 * Keeps the reviews in memory that may still come to be used, and the ids of the others.
 */
export class ReviewHistory {
  readonly #findings: Findings;
  readonly #slackMs: number;
  readonly #calls: ReviewCalls;
  readonly #chains = new Map<string, ReviewChain>();
  readonly #past = new IdSet();
  #many = FEW;
  /** A broken glass, of which the next leaf must be the review after the fact. */
  #broken: { readonly by: string | undefined; readonly place: Place } | undefined;
  readonly #counts = { requested: 0, approved: 0, broken: 0 };

  constructor(findings: Findings, slackMs: number) {
    this.#findings = findings;
    this.#slackMs = slackMs;
    this.#calls = new ReviewCalls(findings);
  }

  /** Checks the next leaf against all before it. */
  take(leaf: InspectedLeaf, place: Place): void {
    const event = 'event' in leaf ? leaf.event : undefined;
    this.#follow(event, place.index);
    const review = event?.unmapped.review;
    if (event?.metadata.event_code === 'session.outcome') this.#calls.end(event);
    if (event !== undefined && review !== undefined) this.#takeReview(event, review, place);
  }

  /** Reports that there are no more leaves, of which there would have been `size`. */
  end(size: number): void {
    this.#follow(undefined, size);
    this.#calls.close();
    const { requested, approved, broken } = this.#counts;
    const glass = broken === 0 ? '' : `, ${broken} by breaking the glass`;
    const counts = `${requested} asked for, ${approved + broken} approved${glass}, ${this.#calls.used} used up`;
    this.#findings.done('reviews', requested === 0 ? 'none' : counts);
  }

  #takeReview(event: LedgerEvent, review: ReviewDetails, place: Place): void {
    const kind = event.metadata.event_code;
    const asks = kind === 'review.requested' && review.escalated === undefined;
    const fault = asks ? this.#request(event, review) : this.#about(event, review, place);
    if (fault !== undefined && !(place.excused && EXCUSED.has(fault))) this.#findings.fault(fault, place.where);
  }

  #request(event: LedgerEvent, review: ReviewDetails): ReviewFault {
    if (event.status_id === FAILED) return undefined;
    if (this.#chains.has(review.id) || this.#past.has(review.id)) return 'review_repeated';
    if (this.#chains.size >= this.#many) this.#forget(event.time);
    this.#chains.set(review.id, new ReviewChain(event, review, this.#slackMs));
    this.#counts.requested += 1;
    return undefined;
  }

  /** Of a review that has ended long ago, nothing more is approved or used. */
  #forget(now: number): void {
    for (const [id, chain] of this.#chains) {
      if (chain.mayBeUsed(now - this.#slackMs)) continue;
      this.#chains.delete(id);
      this.#past.add(id);
    }
    this.#many = Math.max(FEW, 2 * this.#chains.size);
  }

  #about(event: LedgerEvent, review: ReviewDetails, place: Place): ReviewFault {
    const chain = this.#chains.get(review.id);
    if (chain !== undefined) return this.#takeKnown({ event, review, chain, place });
    if (this.#past.has(review.id)) return uses(event, review) ? 'review_ended' : undefined;
    return 'review_unrequested';
  }

  #takeKnown(known: ReviewEvent): ReviewFault {
    const { event, review, chain } = known;
    const kind = event.metadata.event_code;
    const disagrees = isOfReview(kind) && !chain.agrees(event, review) ? 'review_differs' : undefined;
    return disagrees ?? this.#takeAgreed(known);
  }

  #takeAgreed(known: ReviewEvent): ReviewFault {
    const { event, chain } = known;
    const kind = event.metadata.event_code;
    switch (kind) {
      case 'session.intent':
        return this.#calls.intend(known);
      case 'review.used':
        return this.#calls.use(known);
      case 'review.decided':
        return this.#decided(known);
      case 'review.cancelled':
      case 'review.revoked':
        if (event.status_id !== FAILED) chain.end({ by: actorOf(event), kind, time: event.time });
        else if (!isRefusal(event)) chain.unend(kind, actorOf(event));
        return undefined;
      default:
        return undefined;
    }
  }

  #decided({ event, review, chain, place }: ReviewEvent): ReviewFault {
    if (event.status_id === FAILED) {
      chain.undecide(event, review);
      return undefined;
    }
    const fault = chain.decide(event, review);
    if (review.decision === 'break_glass') {
      this.#counts.broken += 1;
      this.#broken = { by: actorOf(event), place };
    } else if (review.until !== undefined) this.#counts.approved += 1;
    return fault;
  }

  /** The review after the fact is committed with what it is about. Where the next leaf is not here, nobody can tell. */
  #follow(event: LedgerEvent | undefined, index: number): void {
    const broken = this.#broken;
    this.#broken = undefined;
    if (broken === undefined || index !== broken.place.index + 1) return;
    const asks = event?.metadata.event_code === 'review.requested' && event.unmapped.review?.kind === 'after_the_fact';
    if (!asks || actorOf(event) !== broken.by) this.#findings.fault('review_unfollowed', broken.place.where);
  }
}

function isOfReview(kind: string): boolean {
  return kind.startsWith('review.') || kind === 'session.intent';
}

/** What a review would have to be approved for, or has to be approved before. */
function uses({ metadata, status_id: status }: LedgerEvent, { decision }: ReviewDetails): boolean {
  if (status === FAILED) return false;
  const kind = metadata.event_code;
  return kind === 'review.used' || kind === 'session.intent' || (kind === 'review.decided' && decision === 'approve');
}

/** Whoever may not do it has not done it. */
function isRefusal({ api: { response } }: LedgerEvent): boolean {
  return response?.error?.startsWith('reviewer_') === true;
}
