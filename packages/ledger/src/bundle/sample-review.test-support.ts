import type { EventKind, Identity, ReviewDetails } from '@sallyport/core';
import { BINDING, identityOf, REVIEWED, type SampleFacts, type SampleLog, TRIAGE } from './sample-log.test-support.ts';

/** For tests: how long a review waits, and an approval holds. */
export const HOUR = 3_600_000;

/** For tests: a review in a log, of which each step adds its event as the companion writes it. */
export class SampleReview {
  readonly id: string;
  readonly #log: SampleLog;
  readonly #quorum: number;
  readonly requester: Identity;
  #given = 0;
  until = 0;

  constructor(log: SampleLog, { quorum = 1, requester = TRIAGE } = {}) {
    this.#log = log;
    this.#quorum = quorum;
    this.requester = requester;
    this.id = log.id();
  }

  /** What a call names that is sent under it. */
  get details(): ReviewDetails {
    return { id: this.id, kind: 'call', binding: BINDING, until: this.until };
  }

  /** Asks for it. */
  request(more: Partial<ReviewDetails> = {}): Promise<number> {
    this.until = this.#log.now + HOUR;
    return this.own('review.requested', { approvals: { given: 0, quorum: this.#quorum }, ...more });
  }

  /** Somebody approves it. */
  approve(subject: string, more: Partial<ReviewDetails> = {}, facts: SampleFacts = {}): Promise<number> {
    this.#given += 1;
    const complete = this.#given >= this.#quorum;
    if (complete) this.until = this.#log.now + HOUR;
    const until = complete ? { until: this.until } : {};
    const approvals = { given: this.#given, quorum: this.#quorum };
    return this.others(
      'review.decided',
      { decision: 'approve', approvals, ...until, ...more },
      { identity: identityOf(subject), ...facts },
    );
  }

  /** Somebody rejects it. */
  reject(subject: string, more: Partial<ReviewDetails> = {}): Promise<number> {
    const approvals = { given: this.#given, quorum: this.#quorum };
    return this.others('review.decided', { decision: 'reject', approvals, ...more }, { identity: identityOf(subject) });
  }

  /** Whoever asked breaks the glass, and so asks for a review after the fact, whose id is given. */
  async breakGlass(): Promise<string> {
    this.until = this.#log.now + HOUR;
    await this.own('review.decided', { decision: 'break_glass', reason: 'emergency_care' });
    const after = this.#log.id();
    await this.own('review.requested', { id: after, kind: 'after_the_fact', until: this.#log.now + 30 * 24 * HOUR });
    return after;
  }

  /** An event by whoever asked. */
  own(kind: EventKind, more: Partial<ReviewDetails> = {}, facts: SampleFacts = {}): Promise<number> {
    const review = { ...this.details, ...more };
    return this.#log.event(kind, { identity: this.requester, details: { ...REVIEWED, review }, ...facts });
  }

  /** An event by somebody else, or nobody. */
  others(kind: EventKind, more: Partial<ReviewDetails> = {}, facts: SampleFacts = { identity: null }): Promise<number> {
    const review = { id: this.id, kind: 'call', requester: this.requester, ...more } as const;
    return this.#log.event(kind, { details: { ...REVIEWED, review }, ...facts });
  }
}
