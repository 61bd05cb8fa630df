import { identityKey, type ReviewDetails, type ReviewKind } from '@sallyport/core';
import type { LedgerEvent } from '../event/ledger-event.ts';
import type { FaultCode } from './fault.ts';

/** What may be wrong with an event of a review. */
export type ReviewFault = Extract<FaultCode, `review_${string}`> | undefined;

interface Approval {
  readonly by: string | undefined;
  readonly kind: ReviewKind;
  /** How long it holds, in milliseconds since the Unix epoch. */
  readonly until: number;
}

interface End {
  readonly by: string | undefined;
  readonly kind: 'reject' | 'review.cancelled' | 'review.revoked';
  readonly time: number;
}

/** Who acts, as `identityKey` writes it; `undefined` where that is nobody known. */
export function actorOf({ actor: { user, idp } }: LedgerEvent): string | undefined {
  return 'uid' in user && idp !== undefined ? identityKey({ issuer: idp.issuer, subject: user.uid }) : undefined;
}

/**
 * One review, by the events about it, from its request on. The companion writes down what it is about to do, and then does it; what came to
 * nothing is followed by its failure. So two who decide at once stand in either order, for as long as clocks may differ; and an approval
 * counts until it is known that it came to nothing.
 */
export class ReviewChain {
  readonly requester: string | undefined;
  readonly #about: string;
  readonly #binding: string | undefined;
  readonly #waitsUntil: number;
  readonly #slackMs: number;
  #quorum: number | undefined;
  /** How often each approved: twice at once, of which one comes to nothing. */
  readonly #approvers = new Map<string, number>();
  #approvals: readonly Approval[] = [];
  #ends: readonly End[] = [];
  /** Whether a call was sent that used it up. */
  sent = false;

  constructor(request: LedgerEvent, review: ReviewDetails, slackMs: number) {
    this.requester = actorOf(request);
    this.#about = aboutOf(request);
    this.#binding = bindingOf(review);
    this.#waitsUntil = review.until ?? Number.POSITIVE_INFINITY;
    this.#quorum = review.approvals?.quorum;
    this.#slackMs = slackMs;
  }

  /** Whether an event is of this review's call: the same connection, operation, policy and rule, the same bytes, and the same person who asked. */
  agrees(event: LedgerEvent, review: ReviewDetails): boolean {
    const binding = bindingOf(review);
    if (aboutOf(event) !== this.#about || (binding !== undefined && binding !== this.#binding)) return false;
    const requester = review.requester === undefined ? undefined : identityKey(review.requester);
    if (requester !== undefined) return requester === this.requester;
    return actorOf(event) === this.requester;
  }

  /** Whether it may still come to be used. */
  mayBeUsed(now: number): boolean {
    const last = Math.max(this.#waitsUntil, ...this.#approvals.map(({ until }) => until));
    return !this.sent && now <= last + this.#slackMs && !this.#endedBefore(now - this.#slackMs);
  }

  /** Takes what somebody decided. */
  decide(event: LedgerEvent, review: ReviewDetails): ReviewFault {
    if (review.decision === 'break_glass') return this.#breakGlass(event, review);
    const by = actorOf(event);
    if (by === undefined || by === this.requester) return 'review_own';
    const fault = this.#tooLate(event.time, this.#waitsUntil);
    if (review.decision === 'approve') this.#approve(by, review);
    else this.end({ by, kind: 'reject', time: event.time });
    // Who was not told how rejecting went does it again.
    return (review.decision === 'approve' || fault === 'review_late' ? fault : undefined) ?? this.#miscounts(review);
  }

  /** Takes that what somebody had decided came to nothing. */
  undecide(event: LedgerEvent, { decision, until, approvals }: ReviewDetails): void {
    // One that was refused was not counted, and does not say so.
    if (approvals === undefined) return;
    const by = actorOf(event);
    if (decision === 'reject') this.unend('reject', by);
    // Of one that the database did not answer about, nobody knows.
    if (decision !== 'approve' || by === undefined || event.api.response?.error !== 'review_conflict') return;
    const times = (this.#approvers.get(by) ?? 0) - 1;
    if (times > 0) this.#approvers.set(by, times);
    else this.#approvers.delete(by);
    const at = this.#approvals.findLastIndex((one) => one.by === by && one.until === until);
    this.#approvals = this.#approvals.filter((_, place) => place !== at);
  }

  /** Takes that it was rejected, cancelled or taken back. */
  end(end: End): void {
    this.#ends = [...this.#ends, end];
  }

  /** Takes that ending it so may have come to nothing. */
  unend(kind: End['kind'], by: string | undefined): void {
    const at = this.#ends.findLastIndex((one) => one.by === by && one.kind === kind);
    this.#ends = this.#ends.filter((_, place) => place !== at);
  }

  /** Whether it lets a call be sent at a time. */
  allows(kind: ReviewKind, time: number): ReviewFault {
    const approvals = this.#approvals.filter((one) => one.kind === kind && kind !== 'after_the_fact');
    if (approvals.length === 0) return 'review_unapproved';
    return this.#tooLate(time, Math.max(...approvals.map(({ until }) => until)));
  }

  #breakGlass(event: LedgerEvent, { until, kind }: ReviewDetails): ReviewFault {
    const by = actorOf(event);
    if (by === undefined || by !== this.requester || until === undefined || kind !== 'call') return 'review_differs';
    this.#approvals = [...this.#approvals, { by, kind: 'call', until }];
    return this.#tooLate(event.time, this.#waitsUntil);
  }

  #approve(by: string, { kind, until }: ReviewDetails): void {
    this.#approvers.set(by, (this.#approvers.get(by) ?? 0) + 1);
    if (until !== undefined) this.#approvals = [...this.#approvals, { by, kind, until }];
  }

  #miscounts({ decision, approvals, until }: ReviewDetails): ReviewFault {
    if (approvals === undefined) return 'review_quorum';
    const { given, quorum } = approvals;
    this.#quorum ??= quorum;
    const enough = decision === 'approve' && given >= quorum;
    const sound = quorum === this.#quorum && given <= this.#approvers.size && enough === (until !== undefined);
    return sound ? undefined : 'review_quorum';
  }

  #tooLate(time: number, until: number): ReviewFault {
    if (this.#endedBefore(time - this.#slackMs)) return 'review_ended';
    return time > until + this.#slackMs ? 'review_late' : undefined;
  }

  #endedBefore(time: number): boolean {
    return this.#ends.some((end) => end.time < time);
  }
}

function aboutOf({ api: { service, operation }, unmapped: { policy, rule } }: LedgerEvent): string {
  return JSON.stringify([service?.name, operation, policy, rule]);
}

function bindingOf({ binding }: ReviewDetails): string | undefined {
  return binding === undefined ? undefined : `${binding.before} ${binding.after}`;
}
