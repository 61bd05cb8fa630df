import type { Identity } from '@sallyport/core';
import type { EventLog } from '../door/event-log.ts';
import type { KeyWrapper, SecretStore } from '../secrets/index.ts';
import type { Database } from '../storage/index.ts';

/** Where sealed secrets are, and what opens them. */
export interface SealedStore {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
}

/** What rotations work with: a companion's open store, its event log, and who asks. */
export interface RotationParts {
  readonly store: SealedStore & { readonly secrets: SecretStore };
  readonly log: Pick<EventLog, 'record'>;
  /** The admin who asks. Absent where it is whoever holds the database and the root key. */
  readonly identity?: Identity;
}
