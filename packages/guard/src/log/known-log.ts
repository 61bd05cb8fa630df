import {
  type Checkpoint,
  decodeVerifierKey,
  type EventKeys,
  importEventKeys,
  type JwsKeys,
  openCheckpoint,
  originOf,
} from '@sallyport/ledger';
import { receiptKeys } from '../signing/receipt-keys.ts';
import type { PinnedTrust } from './pin-trust.ts';

/** A companion's log as this client believes it: by its keys. */
export interface KnownLog extends PinnedTrust {
  /** The log's name, which every receipt must bear. */
  readonly origin: string;
  /** What its events are verified with. */
  readonly keys: EventKeys;
  /** What its receipts are verified with: the same keys. */
  readonly receiptKeys: JwsKeys;
  /** Opens a checkpoint. Raises `ledger_corrupt` for one that the log did not sign, with a key whose checkpoints are believed. */
  readonly open: (checkpoint: string) => Promise<Checkpoint>;
  /** Opens one that was believed before, also by a key of an earlier time. Raises `ledger_corrupt`. */
  readonly reopen: (checkpoint: string) => Promise<Checkpoint>;
}

/** Makes the keys of a log ready. Raises `config_invalid` for keys that are none. */
export async function knownLog({ trust, logKeys }: PinnedTrust): Promise<KnownLog> {
  return Object.freeze({
    trust,
    logKeys,
    origin: originOf(trust),
    keys: await importEventKeys(trust.eventKeys),
    receiptKeys: await receiptKeys(trust.eventKeys),
    open: opener(logKeys),
    reopen: opener(trust.logKeys),
  });
}

function opener(logKeys: readonly string[]): KnownLog['open'] {
  const keys = logKeys.map(decodeVerifierKey);
  return (checkpoint) => openCheckpoint(checkpoint, keys);
}
