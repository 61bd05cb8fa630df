import type { Clock } from '@sallyport/core';
import type { Log } from '../log/index.ts';
import { tendSigningKeys } from '../secrets/index.ts';
import type { CompanionStore } from './open-companion-store.ts';
import type { Evidence } from './open-evidence.ts';
import type { Tidying } from './start-tidying.ts';

/** What keys are tended with, and by which clock. */
export interface KeyTendingParts extends Pick<Evidence, 'keys' | 'events'> {
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Pick<CompanionStore, 'database' | 'wrapper'>;
}

/** How old what a replica knows of the keys may be. */
const EVERY_MS = 5_000;

/** Starts to read the signing keys again and again, and to take rotations further. What fails is tried again the next time. */
export function startKeyTending({ keys, events, clock, log, store }: KeyTendingParts): Tidying {
  const parts = { ...store, keys, log: events, clock };
  let running: Promise<void> | undefined;
  const tend = () => {
    running ??= tendSigningKeys(parts)
      .catch((cause: unknown) => log.error('keys unread', cause))
      .finally(() => {
        running = undefined;
      });
  };
  const timer = setInterval(tend, EVERY_MS).unref();
  tend();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
