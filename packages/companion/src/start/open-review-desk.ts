import type { Clock } from '@sallyport/core';
import type { Access } from '../access/index.ts';
import type { Config } from '../config/index.ts';
import type { Log } from '../log/index.ts';
import { type Deciding, openDeciding, type ReviewTicker, startReviewTicker } from '../reviews/deciding/index.ts';
import type { Notifier } from '../reviews/notifier.ts';
import type { ReviewKeys } from '../reviews/review-keys.ts';
import type { CompanionStore } from './open-companion-store.ts';
import type { Evidence } from './open-evidence.ts';

/** What the desk is put together from. */
export interface ReviewDeskParts {
  readonly config: Config;
  readonly store: CompanionStore;
  readonly events: Evidence['events'];
  readonly access: Access;
  readonly reviewKeys: ReviewKeys;
  readonly notifier: Notifier;
  /** It never goes back. */
  readonly reviewClock: Clock;
  readonly log: Log;
}

/** What people can do about reviews, and what time does. */
export interface ReviewDesk {
  readonly deciding: Deciding;
  /** Starts to escalate reviews, and to expire them. */
  startTicker(): ReviewTicker;
}

/** Puts together what people can do about reviews. */
export function openReviewDesk(parts: ReviewDeskParts): ReviewDesk {
  const { config, store, events, access, reviewKeys: keys, notifier, reviewClock: clock, log } = parts;
  const { database } = store;
  return {
    deciding: openDeciding({ config, database, keys, access, notifier, clock, log: events }),
    startTicker: () => startReviewTicker({ database, notifier, clock, log: events, logger: log }),
  };
}
