import type { Clock } from '@sallyport/core';
import type { Reviews } from '@sallyport/pipeline';
import type { Config } from '../config/index.ts';
import type { EventLog } from '../door/event-log.ts';
import { SteadyClock } from '../quota/index.ts';
import {
  type CallerReviews,
  callerReviews,
  callReviews,
  type ReviewWaiter,
  reviewStore,
  reviewUrls,
  reviewWaiter,
} from '../reviews/calls/index.ts';
import { peopleOf } from '../reviews/deciding/people.ts';
import type { Notifier } from '../reviews/notifier.ts';
import { openReviewKeys, type ReviewKeys } from '../reviews/review-keys.ts';
import { createGate } from '../service/gate.ts';
import type { CompanionStore } from './open-companion-store.ts';

/** What reviews are put together from. */
export interface ReviewParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly store: CompanionStore;
  readonly events: EventLog;
  readonly notifier: Notifier;
}

/** Calls that wait for people. */
export interface OpenReviews {
  /** For the outer door. */
  readonly calls: Reviews;
  /** For the routes of callers. */
  readonly callers: CallerReviews;
  /** Told of what is decided here. */
  readonly waiter: Pick<ReviewWaiter, 'wake'>;
  readonly keys: ReviewKeys;
  /** By which reviews end; it never goes back. */
  readonly clock: Clock;
}

/** A clock that was set back by more than a minute was set right. */
const PATIENCE_MS = 60_000;

/** Opens what reviews of calls work with. Raises `secret_unsealed`, `internal`. */
export async function openReviews({ config, store, events, notifier, ...rest }: ReviewParts): Promise<OpenReviews> {
  const { database } = store;
  const keys = await openReviewKeys(store);
  const clock = new SteadyClock(rest.clock, { patienceMs: PATIENCE_MS });
  const reviews = reviewStore(database, config.reviews);
  const waiter = reviewWaiter({ store: reviews, clock, most: config.reviews.waiting });
  const parts = { database, keys, store: reviews, waiter, log: events, notifier, clock, url: reviewUrls(config) };
  return {
    calls: callReviews({ ...parts, holds: createGate(config.reviews.held) }),
    callers: callerReviews({ ...parts, people: peopleOf(config.people) }),
    ...{ waiter, keys, clock },
  };
}
