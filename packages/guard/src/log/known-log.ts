import {
  type Checkpoint,
  decodeVerifierKey,
  type EventKeys,
  importEventKeys,
  openCheckpoint,
  type Trust,
} from '@sallyport/ledger';

/** A companion's log as this client believes it: by its keys. */
export interface KnownLog {
  readonly trust: Trust;
  /** The log's name, which every receipt must bear. */
  readonly origin: string;
  /** What its receipts are verified with. */
  readonly keys: EventKeys;
  /** Opens a checkpoint. Raises `ledger_corrupt` for one that the log did not sign. */
  readonly open: (checkpoint: string) => Promise<Checkpoint>;
}

/** Makes the keys of a log ready. Raises `config_invalid` for keys that are none. */
export async function knownLog(trust: Trust): Promise<KnownLog> {
  const verifierKey = decodeVerifierKey(trust.logKey);
  return Object.freeze({
    trust,
    origin: verifierKey.name,
    keys: await importEventKeys(trust.eventKeys),
    open: (checkpoint: string) => openCheckpoint(checkpoint, [verifierKey]),
  });
}
