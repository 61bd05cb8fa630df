import { type Identity, SallyportError } from '@sallyport/core';
import { claimedKid, verifyReceipt } from '@sallyport/ledger';
import type { CompanionClient } from '../companion/companion-client.ts';
import type { PromisedLeaf } from '../log/check-growth.ts';
import type { KnownLog } from '../log/known-log.ts';
import { leafHashOf } from '../signing/leaf-hash.ts';
import type { SpooledEvent } from '../spool/index.ts';
import { retryAfter } from './backoff.ts';
import { type BatchAnswer, readResults } from './read-results.ts';

/** What became of a batch. */
export type Dispatch =
  | {
      /** Events that stand in the companion's log, by its receipt. */
      readonly taken: readonly SpooledEvent[];
      /** Events it will never take. */
      readonly refused: readonly SpooledEvent[];
      /** The last of the leaves. */
      readonly promised?: PromisedLeaf;
    }
  /** Not now, and not for so many milliseconds at least. */
  | { readonly laterMs: number };

/** What a batch is sent with. */
export interface SendOptions {
  readonly client: CompanionClient;
  /** Whose events they are. */
  readonly identity: Identity;
  /** The log that receipts are of, once it knows the key of this name if it ever will. */
  readonly logKnowing: (kid: string | undefined) => Promise<KnownLog>;
  readonly signal: AbortSignal;
}

const EVENTS_PATH = '/v1/events';
const MAX_ANSWER_BYTES = 262_144;

/**
 * Sends a batch of events and verifies the receipt for those that were taken. Without a receipt that names every one of them, none counts as
 * taken. Raises `receipt_invalid`, `companion_*`, `identity_unavailable`, `cancelled`.
 */
export async function sendBatch(events: readonly SpooledEvent[], options: SendOptions): Promise<Dispatch> {
  const { client, identity, logKnowing, signal } = options;
  const answer = await client.call({
    method: 'POST',
    path: EVENTS_PATH,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ events: events.map(({ jws }) => jws) }),
    maxBytes: MAX_ANSWER_BYTES,
    identity,
    signal,
  });
  if (answer.status !== 200) return { laterMs: retryAfter(answer.headers['retry-after']) };
  const batch = readResults(answer.body, events.length);
  const promised = await verify(events, { batch, logKnowing });
  return {
    taken: events.filter((_, at) => !isRefused(batch, at)),
    refused: events.filter((_, at) => isRefused(batch, at)),
    ...(promised === undefined ? {} : { promised }),
  };
}

function isRefused({ results }: BatchAnswer, at: number): boolean {
  const result = results[at];
  return result === undefined || 'refused' in result;
}

/** Holds the receipt against the events' own bytes. */
async function verify(
  events: readonly SpooledEvent[],
  { batch, logKnowing }: Pick<SendOptions, 'logKnowing'> & { readonly batch: BatchAnswer },
): Promise<PromisedLeaf | undefined> {
  const placed = batch.results.flatMap((result, at) =>
    'refused' in result ? [] : [{ ...result, jws: events[at]?.jws ?? '' }],
  );
  if (placed.length === 0) return undefined;
  const log = await logKnowing(batch.receipt && claimedKid(batch.receipt));
  const { origin, treeSize, leaves } = await verifyReceipt(batch.receipt ?? '', log.receiptKeys);
  const named = placed.every(({ index, leafHash, jws }, at) => {
    const leaf = leaves[at];
    return leaf?.index === index && leaf.leafHash === leafHash && leafHash === leafHashOf(jws);
  });
  const [first, ...others] = leaves;
  if (origin !== log.origin || leaves.length !== placed.length || !named || first === undefined) {
    throw new SallyportError('receipt_invalid');
  }
  const last = others.reduce((latest, leaf) => (leaf.index > latest.index ? leaf : latest), first);
  return { ...last, treeSize };
}
