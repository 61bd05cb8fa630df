import { type CompanionStandIn, startCompanionStandIn, TestClock } from '@sallyport/testkit';
import { afterEach, beforeEach } from 'vitest';
import type { Fetch } from './forward.ts';
import { guardFetch } from './guard-fetch.ts';
import type { CallSummary, GuardOptions } from './guard-options.ts';

/** The base URL the client of the tests believes in. */
export const BASE = 'https://api.openai.com/v1';

/** An embedding of a text, as a client sends it. */
export function embedding(input: string, more: RequestInit = {}): RequestInit {
  const body = JSON.stringify({ model: 'text-embedding-3-small', input });
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body, ...more };
}

/** The code of a refusal. */
export async function codeOf(response: Response): Promise<unknown> {
  return ((await response.json()) as { readonly code?: unknown }).code;
}

/** A stand-in companion for each test, and a guarded fetch that leads to it. */
export interface GuardedStage {
  readonly companion: CompanionStandIn;
  /** What the application was told. */
  readonly summaries: CallSummary[];
  guarded(options?: Partial<GuardOptions>, fetch?: Fetch): Fetch;
}

/** Starts a stand-in companion before each test of a file and stops it after it. */
export function guardedStage(): GuardedStage {
  let companion: CompanionStandIn | undefined;
  let summaries: CallSummary[] = [];
  beforeEach(async () => {
    companion = await startCompanionStandIn();
    summaries = [];
  });
  afterEach(() => companion?.close());
  const started = (): CompanionStandIn => companion as CompanionStandIn;
  return {
    get companion() {
      return started();
    },
    get summaries() {
      return summaries;
    },
    guarded: (options = {}, inner = fetch) =>
      guardFetch(inner, {
        companion: started().url,
        connection: 'openai',
        tokenSource: { getToken: async () => ({ token: 'identity', type: 'urn:ietf:params:oauth:token-type:jwt' }) },
        baseUrl: BASE,
        clock: new TestClock(),
        onCall: (summary) => summaries.push(summary),
        ...options,
      }),
  };
}
