import type { Clock } from '@sallyport/core';
import type { Reviews } from '@sallyport/pipeline';
import type { Access } from '../access/index.ts';
import type { Config } from '../config/index.ts';
import type { EventLog } from '../door/event-log.ts';
import type { Log } from '../log/index.ts';
import { type OpenNotifier, openNotifier } from '../notices/index.ts';
import { SteadyClock } from '../quota/index.ts';
import {
  type CallerReviews,
  callerReviews,
  callReviews,
  type ReviewWaiter,
  reviewStore,
  reviewWaiter,
} from '../reviews/calls/index.ts';
import { type Deciding, openDeciding, peopleOf, startReviewTicker } from '../reviews/deciding/index.ts';
import { openReviewKeys } from '../reviews/review-keys.ts';
import { reviewUrl } from '../reviews/review-url.ts';
import { createGate } from '../service/gate.ts';
import type { CompanionStore } from './open-companion-store.ts';

/** What reviews are put together from. */
export interface ReviewParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: CompanionStore;
  readonly access: Access;
  readonly events: EventLog;
}

/** Calls that wait for people, the people, and how these are told. */
export interface OpenReviews {
  /** For the outer door. */
  readonly calls: Reviews;
  /** For the routes of callers. */
  readonly callers: CallerReviews;
  /** For those who decide. */
  readonly deciding: Deciding;
  readonly notifier: OpenNotifier;
  /** Begins to deliver notices, to escalate reviews and to expire them. */
  start(): { stop(): Promise<void> };
}

/** A clock that was set back by more than a minute was set right. */
const PATIENCE_MS = 60_000;

/** Opens what reviews work with. Raises `secret_unsealed`, `internal`. */
export async function openReviews({ config, store, access, events, log, ...rest }: ReviewParts): Promise<OpenReviews> {
  const { database } = store;
  const clock = new SteadyClock(rest.clock, { patienceMs: PATIENCE_MS });
  const notifier = openNotifier({ ...store, config, log, clock: rest.clock });
  const common = { database, keys: await openReviewKeys(store), notifier, clock, log: events };
  const reviews = reviewStore(database, config.reviews);
  const waiter = reviewWaiter({ store: reviews, clock, most: config.reviews.waiting });
  const parts = { ...common, store: reviews, waiter, url: (id: string) => reviewUrl(config, id) };
  return {
    calls: callReviews({ ...parts, holds: createGate(config.reviews.held) }),
    callers: callerReviews({ ...parts, people: peopleOf(config.people) }),
    deciding: waking(openDeciding({ ...common, config, access }), waiter),
    notifier,
    start: () => {
      const running = [notifier.start(), startReviewTicker({ ...common, logger: log })];
      return {
        stop: async () => {
          await Promise.all(running.map((one) => one.stop()));
        },
      };
    },
  };
}

/** Whoever waits here hears of what is decided here at once, and need not wait for the next look. */
function waking(deciding: Deciding, waiter: Pick<ReviewWaiter, 'wake'>): Deciding {
  return {
    ...deciding,
    decide: async (reviewer, order) => {
      const decided = await deciding.decide(reviewer, order);
      waiter.wake(order.review);
      return decided;
    },
    revoke: async (reviewer, order) => {
      const revoked = await deciding.revoke(reviewer, order);
      waiter.wake(order.review);
      return revoked;
    },
  };
}
