import type { Clock } from '@sallyport/core';
import type { BucketSegments } from '../bucket/index.ts';
import type { Config } from '../config/index.ts';
import { receiptSigner } from '../door/receipts.ts';
import { FederationIssuer } from '../federation/index.ts';
import type { Log } from '../log/index.ts';
import { databaseStore, type Retention } from '../recordings/index.ts';
import {
  type Archive,
  type ArchiveParts,
  legalHolds,
  openArchive,
  openHoldKey,
  retentionClasses,
  startPurgeTicker,
} from '../retention/index.ts';
import { subjectOfCareKeeper } from '../sessions/index.ts';
import type { Ticker } from '../ticker/index.ts';
import { openBucketStore } from './open-bucket-store.ts';
import type { CompanionStore } from './open-companion-store.ts';
import type { Evidence } from './open-evidence.ts';

/** What retention is put together from. */
export interface RetentionParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: CompanionStore;
  readonly evidence: Evidence;
}

/** Where recordings are kept, for how long, and how they go. */
export interface OpenRetention {
  /** Where recordings go; absent where that is the database. */
  readonly segments?: BucketSegments;
  readonly classes: Retention;
  /** What admins do, beside the connections that are configured at the time. */
  archive(connections: ArchiveParts['connections']): Archive;
  /** Begins to purge. Its end lets go of the bucket too. */
  start(): Ticker;
}

/** Opens it; a bucket is tried. Raises `config_invalid`, `recording_unavailable`, `recording_locked`, `secret_unsealed`, `internal`. */
export async function openRetention({ config, clock, log, store, evidence }: RetentionParts): Promise<OpenRetention> {
  const { keys, ledger, events } = evidence;
  const { database, secrets } = store;
  const { origin } = config.ledger;
  const [holdKey, subjects] = [await openHoldKey(store), await subjectOfCareKeeper(store)];
  const issuer = new FederationIssuer({ issuer: config.publicUrl, key: () => keys.federation, clock });
  const bucket = await openBucketStore({ config, secrets, issuer, clock, log });
  const parts = {
    ...{ database, ledger, origin, clock, log: events },
    receipts: receiptSigner(origin, () => keys.event),
    signer: () => keys.event,
    stores: { database: databaseStore(database), ...(bucket === undefined ? {} : { bucket: bucket.segments }) },
  };
  const holds = legalHolds({ database, key: holdKey, clock });
  return Object.freeze({
    ...(bucket === undefined ? {} : { segments: bucket.segments }),
    classes: retentionClasses(config.retention),
    archive: (connections) => openArchive({ ...parts, holds, subjects, connections }),
    start: () => {
      const ticker = startPurgeTicker({ ...parts, logger: log, everyMs: config.retention.purgeSeconds * 1000 });
      return {
        stop: async () => {
          const stopped = ticker.stop();
          // Nobody waits for a bucket that does not answer: what is not done is finished after the next start.
          bucket?.close();
          await stopped;
        },
      };
    },
  } satisfies OpenRetention);
}
