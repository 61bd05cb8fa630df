import { type Clock, SallyportError } from '@sallyport/core';
import {
  decodeVerifierKey,
  type EventKeys,
  importEventKeys,
  type KeyedEventSigner,
  readEndorsement,
  readEventKey,
  type TrustDocument,
  trustFingerprint,
  type VerifierKey,
} from '@sallyport/ledger';
import type { Signatures } from '../crypto/index.ts';
import type { Database } from '../storage/index.ts';
import { KeyRing } from './key-ring.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { eventSigner, type LogSigner, logSigner, verifierKeyOf } from './ledger-signers.ts';
import { readSteps } from './stored-steps.ts';

/** The keys of a ledger at one moment. */
export interface LedgerKeys {
  /** Signs checkpoints now. Ed25519. */
  readonly log: LogSigner;
  /** The retired log keys that still sign checkpoints beside it: for witnesses and readers that have not heard of it yet. */
  readonly outgoing: readonly LogSigner[];
  /** Signs events of the companion's own, and receipts, now. ES256. */
  readonly event: KeyedEventSigner;
  /** All by which the ledger is believed, those that sign next among them. */
  readonly trust: TrustDocument;
  /** Its log keys, ready. */
  readonly verifierKeys: readonly VerifierKey[];
  /** Its event keys, ready. */
  readonly eventKeys: EventKeys;
}

/** Where they are kept, what they are sealed under, and the log's origin, which is the name of its keys. */
export interface LedgerKeyOptions {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
  readonly origin: string;
  readonly signatures: Signatures;
  readonly clock: Clock;
}

/** Keys and steps are stored together, and read one after the other: so often something may come between. */
const ATTEMPTS = 5;

/**
 * Reads the keys of the ledger, again and again: each is opened once. They must be exactly those that the last endorsement vouches for.
 * Raises `ledger_unavailable`, `secret_unsealed`, `ledger_corrupt`.
 */
export function ledgerKeyReader(options: LedgerKeyOptions): () => Promise<LedgerKeys> {
  const { database, wrapper, clock } = options;
  const log = new KeyRing({ database, wrapper, purpose: 'log', clock });
  const event = new KeyRing({ database, wrapper, purpose: 'event', clock });
  return async () => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      await Promise.all([log.refresh(), event.refresh()]);
      const keys = await keysOf({ log, event, endorsements: await readSteps(database) }, options);
      if (keys !== undefined) return keys;
    }
    throw new SallyportError('ledger_corrupt');
  };
}

interface Read {
  readonly log: KeyRing;
  readonly event: KeyRing;
  readonly endorsements: readonly string[];
}

async function keysOf(
  { log, event, endorsements }: Read,
  { origin, signatures }: LedgerKeyOptions,
): Promise<LedgerKeys | undefined> {
  const logKeys = log.all.map(({ publicJwk }) => verifierKeyOf(publicJwk, origin));
  const known = await Promise.all(event.all.map(({ publicJwk }) => readEventKey(publicJwk)));
  const eventKeys = await importEventKeys(known);
  const last = endorsements.at(-1);
  const endorsed = last === undefined ? undefined : await readEndorsement(last, eventKeys);
  const trust = { logKeys, eventKeys: known, witnesses: endorsed?.witnesses ?? [], endorsements };
  if (last !== undefined && endorsed?.fingerprint !== trustFingerprint(trust)) return undefined;
  return Object.freeze({
    log: logSigner(log.active, origin),
    outgoing: log.retired.map((key) => logSigner(key, origin)),
    event: await eventSigner(event.active, signatures),
    trust: Object.freeze(trust),
    verifierKeys: logKeys.map(decodeVerifierKey),
    eventKeys,
  });
}
