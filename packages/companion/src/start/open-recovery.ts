import { type Clock, SallyportError, systemClock } from '@sallyport/core';
import type { Trust } from '@sallyport/ledger';
import { keptParts, verifyDatabase } from '../audit/index.ts';
import { PROMPT_SIGNATURES } from '../crypto/index.ts';
import type { Database } from '../storage/index.ts';
import {
  type BackupFacts,
  backupFacts,
  planRecovery,
  type Recovered,
  type RecoveryPlan,
  recordRecovery,
  signedLog,
  witnessClient,
  witnessHttp,
} from '../witnessing/index.ts';
import { openCompanionStore, type StoreLocation } from './open-companion-store.ts';
import { openEvidence } from './open-evidence.ts';

/** A restored database that is about to say that it was restored. */
export interface Recovery {
  /** What it is beside what its witnesses have seen, and how old it looks. */
  readonly plan: RecoveryPlan & BackupFacts;
  /** As `recordRecovery`. */
  record(): Promise<readonly Recovered[]>;
  close(): Promise<void>;
}

/**
 * Opens a companion's database after a restore: verifies its whole ledger, and asks every witness what it has seen. Appends nothing yet.
 * Raises `ledger_corrupt` with what is wrong, what `planRecovery` raises, `config_invalid`, `storage_locked` where a companion holds the
 * embedded database, `storage_unsafe`, `ledger_unavailable`.
 */
export async function openRecovery(options: StoreLocation & { readonly clock?: Clock }): Promise<Recovery> {
  const { config, clock = systemClock } = options;
  const store = await openCompanionStore(options);
  const way = witnessHttp();
  const closeStore = async () => {
    await way.close();
    await store.close();
  };
  try {
    const signatures = PROMPT_SIGNATURES;
    const { ledger, keys, events } = await openEvidence({ config, clock, store, signatures, failed: () => undefined });
    const { database } = store;
    await checkWhole(database, keys.trust);
    const witnesses = (config.ledger.witnesses ?? []).map((one) => witnessClient(one, way));
    const planned = await planRecovery({ log: signedLog(ledger, keys), witnesses });
    const plan = Object.freeze({ ...planned, ...(await backupFacts({ database, ledger }, planned.backup.size)) });
    return Object.freeze({
      plan,
      record: () => recordRecovery(plan, { events, ledger, database }),
      close: async () => {
        await events.close();
        await ledger.close();
        await closeStore();
      },
    });
  } catch (cause) {
    await closeStore();
    throw cause;
  }
}

/** What is wrong with recordings alone is no reason not to go on: `sallyport verify --store` tells it. */
async function checkWhole(database: Database, trust: Trust): Promise<void> {
  const { checks, firstFault } = await verifyDatabase({ database, trust, kept: keptParts(database) });
  if (checks.every(({ ok, name }) => ok || name === 'recordings')) return;
  throw new SallyportError('ledger_corrupt', firstFault && { place: firstFault.words });
}
