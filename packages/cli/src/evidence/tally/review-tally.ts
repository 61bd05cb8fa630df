import { type Identity, REVIEW_KINDS, type ReviewKind } from '@sallyport/core';
import type { BundleEntry, LedgerEvent } from '@sallyport/ledger';
import { actorOf, connectionOf, countOf, errorOf, hasFailed, identityOf, membersOf, textOf } from './read-facts.ts';

/** How many reviews are followed, and how many decisions of each. */
const MOST_REVIEWS = 2_000;
const MOST_DECISIONS = 20;

/** Where a review stands by the entries of the bundle. */
export type ReviewStanding = 'pending' | 'approved' | 'rejected' | 'expired' | 'cancelled' | 'revoked' | 'used';

/** One person's decision. */
export interface ReviewDecisionRow extends Identity {
  readonly entry: number;
  readonly time: number;
  /** `approve reject break_glass revoke`, or what else stands there. */
  readonly decision: string;
  /** Why it did not count; empty where it did. */
  readonly error: string;
}

/** A review of which something happened in the period, with all that the bundle says of it. */
export interface ReviewRow {
  readonly id: string;
  readonly kind: ReviewKind;
  readonly connection: string;
  readonly operation: string;
  readonly rule: string;
  readonly requester: Identity;
  /** When it was asked for; `null` where the bundle does not say. */
  readonly requested: number | null;
  readonly standing: ReviewStanding;
  /** How many people have approved, of how many who must. 0 of 0 where nobody has decided. */
  readonly given: number;
  readonly quorum: number;
  readonly escalated: boolean;
  /** Why the glass was broken; empty where it was not. */
  readonly broken: string;
  readonly decisions: readonly ReviewDecisionRow[];
}

/** What is counted of reviews, in the period. */
export interface ReviewSummary {
  readonly requested: number;
  readonly escalated: number;
  readonly approvals: number;
  readonly rejections: number;
  readonly revocations: number;
  readonly breakGlass: number;
  /** Decisions that were refused, such as one about one's own call. */
  readonly refused: number;
  readonly used: number;
  readonly expired: number;
  readonly cancelled: number;
  /** Those of which something happened in the period, at most 2,000, as they came. */
  readonly rows: readonly ReviewRow[];
  /** How many more there are. */
  readonly more: number;
}

type Counts = { -readonly [name in keyof Omit<ReviewSummary, 'rows' | 'more'>]: number };
type Kept = { -readonly [name in keyof ReviewRow]: ReviewRow[name] } & {
  decisions: ReviewDecisionRow[];
  inPeriod: boolean;
};
type EventEntry = Extract<BundleEntry, { readonly event: LedgerEvent }>;

/** Follows reviews from one event to the next. */
export class ReviewTally {
  readonly #counts: Counts = {
    ...{ requested: 0, escalated: 0, approvals: 0, rejections: 0, revocations: 0, breakGlass: 0 },
    ...{ refused: 0, used: 0, expired: 0, cancelled: 0 },
  };
  readonly #reviews = new Map<string, Kept>();
  #more = 0;
  /** The last whose glass breaking was told again, as failed. */
  #unbroken: Kept | undefined;

  /** Takes an event about a review, of the range or the context. */
  take(entry: EventEntry): void {
    const { event, inPeriod } = entry;
    const { id, escalated } = membersOf(event.unmapped.review);
    const review = this.#reviewOf(textOf(id), event);
    review.inPeriod ||= inPeriod;
    const one = inPeriod ? 1 : 0;
    switch (event.metadata.event_code) {
      case 'review.requested':
        if (escalated === true) this.#escalate(review, one);
        else this.#request(review, entry);
        break;
      case 'review.decided':
        this.#decide(review, entry);
        break;
      case 'review.revoked':
        this.#revoke(review, entry);
        break;
      default:
        this.#close(review, event, one);
    }
  }

  summary(): ReviewSummary {
    const rows = [...this.#reviews.values()].filter(({ inPeriod }) => inPeriod);
    return { ...this.#counts, rows: rows.map(({ inPeriod: _inPeriod, ...row }) => row), more: this.#more };
  }

  #reviewOf(id: string, event: LedgerEvent): Kept {
    const known = this.#reviews.get(id);
    if (known !== undefined) return known;
    const made = newReview(id, event);
    if (this.#reviews.size < MOST_REVIEWS) this.#reviews.set(id, made);
    else if (event.metadata.event_code === 'review.requested') this.#more += 1;
    return made;
  }

  #request(review: Kept, { event, time, inPeriod }: EventEntry): void {
    const one = inPeriod ? 1 : 0;
    if (!hasFailed(event)) {
      review.requested = time;
      this.#counts.requested += one;
      return;
    }
    // The review after the fact never came to be: the glass was not broken.
    this.#reviews.delete(review.id);
    this.#counts.requested -= one;
    if (this.#unbroken !== undefined) Object.assign(this.#unbroken, { standing: 'pending', broken: '' });
    if (this.#unbroken !== undefined) this.#counts.breakGlass -= one;
    this.#unbroken = undefined;
  }

  #escalate(review: Kept, one: number): void {
    review.escalated = true;
    this.#counts.escalated += one;
  }

  #decide(review: Kept, entry: EventEntry): void {
    const { event } = entry;
    const { decision, approvals } = membersOf(event.unmapped.review);
    if (hasFailed(event)) {
      // One that has approvals was counted before, and is told once more because it came too late.
      if (approvals !== undefined) this.#undo(review, entry);
      else if (decision === 'break_glass' && review.broken !== '') this.#unbroken = review;
      this.#refuse(review, entry);
      return;
    }
    note(review, entry);
    this.#count(textOf(decision), entry.inPeriod ? 1 : 0);
    const { given, quorum } = membersOf(approvals);
    if (approvals !== undefined) Object.assign(review, { given: countOf(given), quorum: countOf(quorum) });
    if (decision === 'reject') review.standing = 'rejected';
    if (decision === 'approve' && review.given >= review.quorum) review.standing = 'approved';
    if (decision === 'break_glass') {
      review.standing = 'approved';
      review.broken = textOf(membersOf(event.unmapped.review).reason) || 'broken';
    }
  }

  #undo(review: Kept, { event, inPeriod }: EventEntry): void {
    const { decision } = membersOf(event.unmapped.review);
    const who = actorOf(event);
    const index = review.decisions.findLastIndex(
      (one) => one.error === '' && one.decision === decision && sameAs(one, who),
    );
    if (index < 0) return;
    review.decisions.splice(index, 1);
    this.#count(textOf(decision), inPeriod ? -1 : 0);
    review.standing = 'pending';
  }

  #revoke(review: Kept, entry: EventEntry): void {
    if (hasFailed(entry.event)) {
      this.#refuse(review, entry);
      return;
    }
    note(review, entry);
    review.standing = 'revoked';
    this.#counts.revocations += entry.inPeriod ? 1 : 0;
  }

  #refuse(review: Kept, entry: EventEntry): void {
    note(review, entry);
    this.#counts.refused += entry.inPeriod ? 1 : 0;
  }

  #close(review: Kept, event: LedgerEvent, one: number): void {
    if (hasFailed(event)) return;
    const standing = event.metadata.event_code.slice('review.'.length);
    if (standing !== 'used' && standing !== 'expired' && standing !== 'cancelled') return;
    review.standing = standing;
    this.#counts[standing] += one;
  }

  #count(decision: string, by: number): void {
    if (decision === 'approve') this.#counts.approvals += by;
    if (decision === 'reject') this.#counts.rejections += by;
    if (decision === 'break_glass') this.#counts.breakGlass += by;
  }
}

function newReview(id: string, event: LedgerEvent): Kept {
  const { kind, requester } = membersOf(event.unmapped.review);
  return {
    id,
    kind: REVIEW_KINDS.find((one) => one === kind) ?? 'call',
    connection: connectionOf(event),
    operation: event.api.operation,
    rule: textOf(event.unmapped.rule),
    requester: requester === undefined ? actorOf(event) : identityOf(requester),
    requested: null,
    standing: 'pending',
    ...{ given: 0, quorum: 0, escalated: false, broken: '', decisions: [], inPeriod: false },
  };
}

function note(review: Kept, { event, index, time }: EventEntry): void {
  if (review.decisions.length >= MOST_DECISIONS) return;
  const decision =
    event.metadata.event_code === 'review.revoked' ? 'revoke' : textOf(membersOf(event.unmapped.review).decision);
  const error = hasFailed(event) ? errorOf(event) || 'failed' : '';
  review.decisions.push({ entry: index, time, ...actorOf(event), decision, error });
}

function sameAs(a: Identity, b: Identity): boolean {
  return a.issuer === b.issuer && a.subject === b.subject;
}
