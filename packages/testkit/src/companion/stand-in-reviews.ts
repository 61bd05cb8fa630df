import { createHash, randomUUID } from 'node:crypto';
import { type Identity, type ReviewState, SallyportError, sameIdentity } from '@sallyport/core';
import type { ReceivedRequest } from '../provider/start-provider.ts';
import { headerOf } from './header-of.ts';
import type { StandInAnswer } from './stand-in-answer.ts';

/** A review as the stand-in keeps it. */
export interface StandInReview {
  readonly id: string;
  readonly identity: Identity;
  /** Of the call's very bytes. */
  readonly binding: string;
  readonly state: ReviewState;
  readonly given: number;
}

const PATH = /^\/v1\/reviews\/([0-9a-f-]{36})(?:(\/cancel|\/break-glass)|\?wait=([1-9]|1\d|2[0-5]))?$/;

/** What a call is refused with whose review stands so. */
const REFUSED = {
  pending: 'review_required',
  rejected: 'review_rejected',
  expired: 'review_expired',
  cancelled: 'review_cancelled',
  used: 'review_used',
} as const;

/** The stand-in's reviews: it asks for them where a test says so, and they are decided by the test. They outlast `stop` and `restart`. */
export class StandInReviews {
  /** Which calls people must approve. Default: none. */
  needed: (call: ReceivedRequest) => boolean = () => false;
  /** How many people must approve. */
  quorum = 1;
  /** The longest that a question about a review is kept waiting, in milliseconds. */
  longestWaitMs = 25_000;
  /** So many approvals are worth nothing, as if the policy had changed meanwhile: another review is asked for. */
  reask = 0;
  /** Break-glass orders that came in. */
  readonly orders: unknown[] = [];
  readonly #url: string;
  #reviews: readonly StandInReview[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(url: string) {
    this.#url = url;
  }

  /** All there are, oldest first. */
  get all(): readonly StandInReview[] {
    return this.#reviews;
  }

  /** Somebody decides. An approval counts towards the quorum. */
  decide(id: string, decision: 'approve' | 'reject'): void {
    const { given } = this.#find(id);
    const approved = given + 1 >= this.quorum ? { state: 'approved' as const } : {};
    this.#change(id, decision === 'reject' ? { state: 'rejected' } : { given: given + 1, ...approved });
  }

  /** Time runs out. */
  expire(id: string): void {
    this.#change(id, { state: 'expired' });
  }

  /** Lets a call pass that needs no review or whose approval is there, and uses that up. Raises `review_*`. */
  admit(call: ReceivedRequest, identity: Identity): void {
    if (!this.needed(call)) return;
    const binding = bindingOf(call);
    const named = headerOf(call, 'sallyport-review');
    const found = named === undefined ? this.#latest(binding, identity) : this.#find(named);
    if (found?.binding !== undefined && found.binding !== binding) throw new SallyportError('review_mismatch');
    const review = found ?? this.#ask(binding, identity);
    const { id, state } = this.#worthNothing(review) ? this.#ask(binding, identity) : review;
    if (state !== 'approved') throw new SallyportError(REFUSED[state], { review: { id, url: this.#page(id), state } });
    this.#change(id, { state: 'used' });
  }

  /** Answers a requester. Raises `review_unknown`, `review_conflict`, `request_invalid`. */
  async answer({ method, path, body }: ReceivedRequest, identity: Identity): Promise<StandInAnswer> {
    const [, id = '', act, wait] = PATH.exec(path) ?? [];
    const review = this.#reviews.find((one) => one.id === id && sameIdentity(one.identity, identity));
    if (review === undefined) throw new SallyportError('review_unknown');
    if ((act === undefined) !== (method === 'GET')) throw new SallyportError('request_invalid');
    if (act === '/cancel') this.#decideOwn(review, 'cancelled');
    if (act === '/break-glass') {
      this.orders.push(JSON.parse(body.toString()));
      this.#decideOwn(review, 'approved');
    }
    if (wait !== undefined) await this.#changed(review, Math.min(Number(wait) * 1000, this.longestWaitMs));
    return this.#view(this.#find(id));
  }

  #worthNothing({ id, state }: StandInReview): boolean {
    if (state !== 'approved' || this.reask === 0) return false;
    this.reask -= 1;
    this.#change(id, { state: 'expired' });
    return true;
  }

  #decideOwn({ id, state }: StandInReview, to: ReviewState): void {
    if (state !== 'pending') throw new SallyportError('review_conflict');
    this.#change(id, { state: to });
  }

  #view({ id, state, given }: StandInReview): StandInAnswer {
    const review = {
      ...{ id, state, kind: 'call', url: this.#page(id), connection: 'openai', operation: 'embeddings.create' },
      ...{ requested_at: '2027-01-01T00:00:00.000Z', expires_at: '2027-01-01T01:00:00.000Z' },
      approvals: { given, quorum: this.quorum },
    };
    const later = state === 'pending' ? { 'retry-after': '2' } : undefined;
    return { headers: { 'content-type': 'application/json', ...later }, body: JSON.stringify({ review }) };
  }

  #page(id: string): string {
    return `${this.#url}/reviews/${id}`;
  }

  #ask(binding: string, identity: Identity): StandInReview {
    const review: StandInReview = { id: randomUUID(), identity, binding, state: 'pending', given: 0 };
    this.#reviews = [...this.#reviews, review];
    return review;
  }

  /** Those that were used or have ended leave room for a new one; a rejected one does not. */
  #latest(binding: string, identity: Identity): StandInReview | undefined {
    const open: readonly ReviewState[] = ['pending', 'approved', 'rejected'];
    return this.#reviews.findLast(
      (one) => one.binding === binding && sameIdentity(one.identity, identity) && open.includes(one.state),
    );
  }

  #find(id: string): StandInReview {
    const review = this.#reviews.find((one) => one.id === id);
    if (review === undefined) throw new SallyportError('review_unknown');
    return review;
  }

  #change(id: string, to: Partial<Pick<StandInReview, 'state' | 'given'>>): void {
    this.#reviews = this.#reviews.map((one) => (one.id === id ? { ...one, ...to } : one));
    for (const wake of this.#waiting) wake();
  }

  /** Waits until a review is another than it was, or so many milliseconds. */
  async #changed(review: StandInReview, ms: number): Promise<void> {
    const until = performance.now() + ms;
    while (review.state === 'pending' && this.#find(review.id) === review && performance.now() < until) {
      await new Promise<void>((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          this.#waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, until - performance.now());
        timer.unref();
        this.#waiting.add(wake);
      });
    }
  }
}

function bindingOf({ method, path, headers, body }: ReceivedRequest): string {
  const hash = createHash('sha256').update(JSON.stringify([method, path, headers['content-type']]));
  return hash.update(body).digest('base64url');
}
