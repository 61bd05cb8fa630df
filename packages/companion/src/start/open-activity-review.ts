import type { Clock } from '@sallyport/core';
import { type Activity, openActivity, openActivityKey } from '../activity/index.ts';
import type { Config } from '../config/index.ts';
import type { Log } from '../log/index.ts';
import type { CompanionStore } from './open-companion-store.ts';
import type { Evidence } from './open-evidence.ts';

/** What the review of activity is put together from. */
export interface ActivityReviewParts extends Pick<Evidence, 'keys' | 'events'> {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: CompanionStore;
}

/** Opens it. Raises `secret_unsealed`, `internal`. */
export async function openActivityReview(parts: ActivityReviewParts): Promise<Activity> {
  const { config, clock, log: logger, store, keys, events: log } = parts;
  const key = await openActivityKey(store);
  const ownKid = () => keys.trust.eventKeys[0]?.kid ?? keys.event.kid;
  return openActivity({ config, database: store.database, key, log, logger, clock, ownKid });
}
