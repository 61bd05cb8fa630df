import type { Clock } from '@sallyport/core';
import { version } from '../../package.json';
import type { Config } from '../config/index.ts';
import type { Signatures } from '../crypto/index.ts';
import { ledgerEventLog } from '../door/event-log.ts';
import { createHalt, type Halt, haltable, type Ledger, openLedger } from '../ledger/index.ts';
import { type ProofNonces, proofNonces } from '../proof/nonces.ts';
import { createQuota, type LimitedEventLog, limitedEventLog } from '../quota/index.ts';
import { openNonceKey, openSaltKeeper, openSigningKeys, type SaltKeeper, type SigningKeys } from '../secrets/index.ts';
import { type ModelKeeper, modelKeeper, type SubjectOfCareKeeper, subjectOfCareKeeper } from '../sessions/index.ts';
import { witnessKeys } from '../witnessing/index.ts';
import type { CompanionStore } from './open-companion-store.ts';

/** What evidence is made and kept with. */
export interface Evidence {
  readonly keys: SigningKeys;
  readonly salts: SaltKeeper;
  readonly subjects: SubjectOfCareKeeper;
  readonly models: ModelKeeper;
  readonly nonces: ProofNonces;
  readonly ledger: Ledger;
  /** Comes when the ledger must take no more events. */
  readonly halt: Halt;
  /** The one way into the ledger for events of the companion's own. */
  readonly events: LimitedEventLog;
}

/** How many sources' failures are counted apart; all others share one count. */
const TRACKED_SOURCES = 1_000;

/** Opens the companion's keys and its ledger. Raises `config_invalid`, `secret_unsealed`, `ledger_corrupt`, `ledger_unavailable`. */
export async function openEvidence(parts: {
  readonly config: Config;
  readonly clock: Clock;
  readonly store: CompanionStore;
  readonly signatures: Signatures;
  /** Told where each failed authentication came from. */
  readonly failed: (clientIp: string | undefined) => void;
}): Promise<Evidence> {
  const { config, clock, store, signatures, failed } = parts;
  const { origin } = config.ledger;
  const keys = await openSigningKeys({ ...store, origin, signatures, clock, witnesses: witnessKeys(config) });
  const salts = await openSaltKeeper(store);
  const [subjects, models] = [await subjectOfCareKeeper(store), await modelKeeper(store)];
  const required = config.dpop.nonces === 'required';
  const nonces = proofNonces({ key: await openNonceKey(store), clock, required });
  const { database } = store;
  const halt = createHalt();
  const ledger = haltable(await openLedger({ database, origin, keys, version }), halt);
  const quota = createQuota({ perMinute: config.limits.failuresPerMinute, maxTracked: TRACKED_SOURCES, clock });
  const events = limitedEventLog(ledgerEventLog(ledger, clock), { quota, failed });
  return { keys, salts, subjects, models, nonces, ledger, halt, events };
}
