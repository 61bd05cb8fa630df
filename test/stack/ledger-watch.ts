import type { LedgerEvent } from '@sallyport/ledger';
import { isEvent, kindOf, type ReadLeaf } from './read-verified.ts';
import type { Stack } from './start-stack.ts';

/** What came into a ledger since the last look. What clients signed is left out, and each minute's heartbeat: they come when they come. */
export interface LedgerWatch {
  /** Verifies the whole ledger, and gives its new events. */
  events(): Promise<readonly LedgerEvent[]>;
  /** The same, each in short: `auth.failed token_expired`, `session.outcome 429`. */
  lines(): Promise<readonly string[]>;
  /** The same, with the intents that clients signed: `client.intent`. */
  linesWithIntents(): Promise<readonly string[]>;
}

/** Watches a stack's ledger from now on. */
export async function watchLedger(stack: Stack): Promise<LedgerWatch> {
  let seen = (await stack.leaves()).length;
  const fresh = async (leftOut: readonly string[]): Promise<readonly ReadLeaf[]> => {
    const leaves = (await stack.leaves()).slice(seen);
    seen += leaves.length;
    return leaves.filter((leaf) => !leftOut.includes(kindOf(leaf)));
  };
  const byThemselves = ['client.outcome', 'opt_out', 'checkpoint.witnessed'];
  const ofClients = ['client.intent', ...byThemselves];
  return {
    events: async () => (await fresh(ofClients)).filter(isEvent),
    lines: async () => (await fresh(ofClients)).map(inShort),
    linesWithIntents: async () => (await fresh(byThemselves)).map(inShort),
  };
}

function inShort(leaf: ReadLeaf): string {
  if (!isEvent(leaf)) return kindOf(leaf);
  const { code, error = code } = leaf.api.response ?? {};
  return error === undefined ? kindOf(leaf) : `${kindOf(leaf)} ${error}`;
}
