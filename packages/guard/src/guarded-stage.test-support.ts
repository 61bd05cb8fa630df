import { type CompanionStandIn, startCompanionStandIn, TestClock } from '@sallyport/testkit';
import { afterEach, beforeEach } from 'vitest';
import type { Fetch } from './forward/forward.ts';
import { type GuardedFetch, guardFetch } from './guard-fetch.ts';
import type { CallSummary, GuardOptions } from './guard-options.ts';
import { BASE, someToken } from './guarded-calls.test-support.ts';

export { BASE, codeOf, embedding, someToken } from './guarded-calls.test-support.ts';

/** A stand-in companion for each test, and a guarded fetch that leads to it. */
export interface GuardedStage {
  readonly companion: CompanionStandIn;
  /** The companion's clock, and that of guarded fetches unless they are given another. */
  readonly clock: TestClock;
  /** What the application was told. */
  readonly summaries: CallSummary[];
  /** A guarded fetch that is closed after the test. */
  guarded(options?: Partial<GuardOptions>, fetch?: Fetch): GuardedFetch;
}

/** Starts a stand-in companion before each test of a file and stops it after it. */
export function guardedStage(): GuardedStage {
  let companion: CompanionStandIn | undefined;
  let clock = new TestClock();
  let summaries: CallSummary[] = [];
  let guards: GuardedFetch[] = [];
  beforeEach(async () => {
    clock = new TestClock();
    companion = await startCompanionStandIn({ clock });
    summaries = [];
    guards = [];
  });
  afterEach(async () => {
    await companion?.close();
    await Promise.all(guards.map((guard) => guard.close(0)));
  });
  const started = (): CompanionStandIn => companion as CompanionStandIn;
  return {
    get companion() {
      return started();
    },
    get clock() {
      return clock;
    },
    get summaries() {
      return summaries;
    },
    guarded: (options = {}, inner = fetch) => {
      const guarded = guardFetch(inner, {
        companion: started().url,
        connection: 'openai',
        tokenSource: { getToken: async () => someToken() },
        baseUrl: BASE,
        clock,
        onCall: (summary) => summaries.push(summary),
        ...options,
      });
      guards.push(guarded);
      return guarded;
    },
  };
}
