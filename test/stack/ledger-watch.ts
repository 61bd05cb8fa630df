import type { LedgerEvent } from '@sallyport/ledger';
import type { Stack } from './start-stack.ts';

/** What came into a ledger since the last look. */
export interface LedgerWatch {
  /** Verifies the whole ledger, and gives its new events. */
  events(): Promise<readonly LedgerEvent[]>;
  /** The same, each in short: `auth.failed token_expired`, `session.outcome 429`. */
  lines(): Promise<readonly string[]>;
}

/** Watches a stack's ledger from now on. */
export async function watchLedger(stack: Stack): Promise<LedgerWatch> {
  let seen = (await stack.events()).length;
  const events = async (): Promise<readonly LedgerEvent[]> => {
    const fresh = (await stack.events()).slice(seen);
    seen += fresh.length;
    return fresh;
  };
  return { events, lines: async () => (await events()).map(inShort) };
}

function inShort({ metadata, api }: LedgerEvent): string {
  const { code, error = code } = api.response ?? {};
  return error === undefined ? metadata.event_code : `${metadata.event_code} ${error}`;
}
