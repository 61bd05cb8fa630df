import { type CompanionStandIn, startCompanionStandIn } from '@sallyport/testkit';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { SallyportSettings } from './types.ts';

const TOKENS = {
  getToken: async () => ({ token: 'identity-token', type: 'urn:ietf:params:oauth:token-type:jwt' as const }),
};

/** A stand-in companion for one test file, and the settings that lead to it. */
export interface GuardedStage {
  readonly companion: CompanionStandIn;
  readonly settings: SallyportSettings;
  /** The calls that arrived since the test began. */
  calls(): CompanionStandIn['calls'];
}

/** Starts a stand-in companion before the tests of a file and stops it after them. */
export function guardedStage(): GuardedStage {
  let standIn: CompanionStandIn | undefined;
  let before = 0;
  beforeAll(async () => {
    standIn = await startCompanionStandIn();
  });
  beforeEach(() => {
    before = standIn?.calls.length ?? 0;
  });
  afterAll(() => standIn?.close());
  const companion = (): CompanionStandIn => standIn as CompanionStandIn;
  return {
    get companion() {
      return companion();
    },
    get settings() {
      return { companion: companion().url, connection: 'openai', tokenSource: TOKENS, spoolFolder: 'memory' };
    },
    calls: () => companion().calls.slice(before),
  };
}
