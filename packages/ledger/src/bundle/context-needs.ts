import type { ReviewDetails } from '@sallyport/core';
import type { LedgerEvent } from '../event/ledger-event.ts';
import { IdSet } from '../verify/id-set.ts';
import { isOfClient, readLeaf } from './read-leaf.ts';

/** What entries outside a range those within it rest on. */
export interface Needs {
  /** Clients' keys, by thumbprint, whose grant is not in the range before they sign. */
  readonly kids: readonly string[];
  /** Sessions of which the range has an intent or an outcome, and not both. */
  readonly sessions: readonly string[];
  /** Reviews that an entry is about, where the range does not have them from their request to their end. */
  readonly reviews: readonly string[];
}

/**
 * Finds what a range needs, from its entries one after the other: of a filtered range, from those that were chosen. Keeps in memory what is
 * open, what is needed, and the ids of reviews. What is fetched for it may hold leaves of further clients: their `kids` are found by taking all
 * of the context in a `ContextNeeds` of its own.
 */
export class ContextNeeds {
  readonly #granted = new Set<string>();
  readonly #kids = new Set<string>();
  readonly #sessions = new Set<string>();
  readonly #requested = new IdSet();
  readonly #reviews = new Set<string>();

  /** Looks at the next entry. */
  take(leaf: Uint8Array): void {
    const read = readLeaf(leaf);
    if (read === undefined) return;
    if (isOfClient(read) && !this.#granted.has(read.kid)) this.#kids.add(read.kid);
    if (!('event' in read)) return;
    this.#takeGrant(read.event);
    this.#takeSession(read.event);
    if (read.event.unmapped.review !== undefined) this.#takeReview(read.event, read.event.unmapped.review);
  }

  /** What is missing, now that there are no more entries. */
  needs(): Needs {
    return Object.freeze({ kids: [...this.#kids], sessions: [...this.#sessions], reviews: [...this.#reviews] });
  }

  #takeGrant({ metadata, unmapped: { clientKey } }: LedgerEvent): void {
    if (metadata.event_code !== 'grant.issued' || clientKey === undefined) return;
    this.#granted.add(clientKey.kid);
  }

  /** Half of a session is needed until the other half comes. */
  #takeSession({ metadata: { event_code: kind }, api: { request } }: LedgerEvent): void {
    if (request === undefined) return;
    if (kind === 'session.intent') this.#sessions.add(request.uid);
    else if (kind === 'session.outcome' && !this.#sessions.delete(request.uid)) this.#sessions.add(request.uid);
  }

  #takeReview(event: LedgerEvent, review: ReviewDetails): void {
    const asks = event.metadata.event_code === 'review.requested' && review.escalated === undefined;
    const known = asks ? !this.#requested.add(review.id) : this.#requested.has(review.id);
    if (known && endsReview(event, review)) this.#reviews.delete(review.id);
    else if (asks || !known || event.status_id === 2) this.#reviews.add(review.id);
  }
}

/** Tells whether nothing more becomes of a review after an event. What failed may go on. */
function endsReview({ metadata, status_id: status }: LedgerEvent, { kind, decision, until }: ReviewDetails): boolean {
  if (status !== 1) return false;
  switch (metadata.event_code) {
    case 'review.expired':
    case 'review.cancelled':
    case 'review.revoked':
    case 'review.used':
      return true;
    case 'review.decided':
      return decision === 'reject' || (kind === 'after_the_fact' && until !== undefined);
    default:
      return false;
  }
}
