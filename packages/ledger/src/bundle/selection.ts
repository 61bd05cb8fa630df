import { sameIdentity } from '@sallyport/core';
import type { LedgerEvent } from '../event/ledger-event.ts';
import { IdSet } from '../verify/id-set.ts';
import type { PlacedLeaf } from '../verify/placed-leaf.ts';
import type { BundleFilter } from './manifest.ts';
import { readLeaf } from './read-leaf.ts';

/**
 * Chooses the entries that fit a filter, from all of a range one after the other: each that has all that the filter asks for, and from the
 * first such of a session or a review on, all of that session or review. What stands before that first one is context, see `ContextNeeds`. A
 * client's intent, and a finding about it, come with their session. An identity is asked for as who acts, and as who is acted on.
 *
 * What is chosen, looked at by another `Selection` of the same filter, is chosen again. Keeps the ids of what was chosen in memory.
 */
export class Selection {
  readonly #filter: BundleFilter;
  readonly #chosen = new IdSet();
  /** A client's intent, and a finding about it, whose session comes next: the companion commits them together. */
  #head: readonly PlacedLeaf[] = [];

  constructor(filter: BundleFilter) {
    this.#filter = filter;
  }

  /** Looks at the next entry, and gives those that are chosen because of it, in the log's order. */
  take(entry: PlacedLeaf): readonly PlacedLeaf[] {
    const read = readLeaf(entry.leaf);
    const head = this.#head;
    this.#head = [];
    if (read === undefined) return [];
    if (!('event' in read)) {
      this.#head = [entry];
      return [];
    }
    const { event } = read;
    const begins = BEGINNINGS.has(event.metadata.event_code);
    if (this.#chooses(event)) return begins ? [...head, entry] : [entry];
    if (event.metadata.event_code === 'finding.raised') this.#head = [...head, entry];
    return [];
  }

  #chooses(event: LedgerEvent): boolean {
    const ids = idsOf(event);
    if (!ids.some((id) => this.#chosen.has(id)) && !fits(event, this.#filter)) return false;
    for (const id of ids) this.#chosen.add(id);
    return true;
  }
}

/** What follows a client's intent in one commit. */
const BEGINNINGS: ReadonlySet<string> = new Set(['session.intent', 'finding.raised']);

/** What an event is a part of. */
function idsOf({ api: { request }, unmapped: { review, clientIntent } }: LedgerEvent): readonly string[] {
  return [
    ...(request === undefined ? [] : [`session ${request.uid}`]),
    ...(review === undefined ? [] : [`review ${review.id}`]),
    ...(clientIntent === undefined ? [] : [`intent ${clientIntent.kid} ${clientIntent.id}`]),
  ];
}

function fits(event: LedgerEvent, { issuer, subject, connection, operation, correlation }: BundleFilter): boolean {
  if (issuer !== undefined && subject !== undefined && !isAbout(event, { issuer, subject })) return false;
  if (connection !== undefined && event.api.service?.name !== connection) return false;
  if (operation !== undefined && event.api.operation !== operation) return false;
  return correlation === undefined || event.metadata.correlation_uid === correlation;
}

function isAbout(
  { actor: { user, idp }, unmapped }: LedgerEvent,
  identity: Required<Pick<BundleFilter, 'issuer' | 'subject'>>,
): boolean {
  const acting = 'uid' in user && idp !== undefined ? [{ issuer: idp.issuer, subject: user.uid }] : [];
  return [...acting, unmapped.target, unmapped.review?.requester].some(
    (one) => one !== undefined && sameIdentity(one, identity),
  );
}
