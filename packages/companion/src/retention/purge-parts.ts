import type { Clock } from '@sallyport/core';
import type { EventSigner } from '@sallyport/ledger';
import type { BucketSegments } from '../bucket/index.ts';
import type { EventLog } from '../door/event-log.ts';
import type { Receipts } from '../door/receipts.ts';
import type { Ledger } from '../ledger/index.ts';
import type { SegmentStore } from '../recordings/segment-store.ts';
import type { Database } from '../storage/index.ts';

/** What recordings are purged with. */
export interface PurgeParts {
  readonly database: Database;
  readonly log: Pick<EventLog, 'commit' | 'record'>;
  readonly ledger: Pick<Ledger, 'leaf'>;
  readonly receipts: Receipts;
  /** Signs certificates: the companion's event key, asked for each time. */
  readonly signer: () => EventSigner;
  /** The log's. */
  readonly origin: string;
  readonly clock: Clock;
  readonly stores: PurgeStores;
}

/** Where segments may be: what was configured before may have put them elsewhere than what is now. */
export interface PurgeStores {
  readonly database: SegmentStore;
  readonly bucket?: BucketSegments;
}
