import type { Clock } from '@sallyport/core';
import type { Access } from '../../access/index.ts';
import type { Activity } from '../../activity/index.ts';
import type { EventLog } from '../../door/event-log.ts';
import type { Exports } from '../../exports/index.ts';
import type { Recordings } from '../../recordings/index.ts';
import type { Archive } from '../../retention/index.ts';
import type { Deciding } from '../../reviews/deciding/index.ts';
import type { KeyPurpose } from '../../secrets/index.ts';
import type { SessionSearch } from '../../sessions/index.ts';
import type { SinkAdmin } from '../../sinks/index.ts';
import type { Versions } from '../../versions/index.ts';
import type { AdminSessions } from '../admin-sessions.ts';
import type { GivenRoles } from '../given-roles.ts';

/** What acts work with. */
export interface ActParts {
  readonly sessions: AdminSessions;
  readonly givenRoles: GivenRoles;
  readonly access: Pick<Access, 'useOnce' | 'remember' | 'revokeGrant' | 'revokeIdentity'>;
  readonly secrets: RotatedSecrets;
  readonly signingKeys: RotatedSigningKeys;
  readonly versions: Versions;
  readonly reviews: Deciding;
  readonly calls: SessionSearch;
  readonly recordings: Pick<Recordings, 'read' | 'readOriginal'>;
  readonly archive: Archive;
  readonly activity: Pick<Activity, 'list' | 'show' | 'sign'>;
  readonly exports: Exports;
  readonly sinks: SinkAdmin;
  readonly log: EventLog;
  readonly clock: Clock;
}

/** Sealed secrets, seen from where none may be read. */
export interface RotatedSecrets {
  /** The names and their versions, sorted. */
  list(): Promise<readonly { readonly name: string; readonly versions: readonly number[] }[]>;
  /** Seals a new version, beside which the one before lives on. Raises `request_invalid`, `rotation_in_progress`. */
  rotate(name: string, value: string): Promise<void>;
  /** Forgets the version before. Raises `request_invalid` when there is none. */
  retire(name: string): Promise<void>;
}

/** The companion's signing keys, which others verify with. */
export interface RotatedSigningKeys {
  /** Makes the next key, which signs once whoever verifies can know it, and gives its `kid`. Raises `rotation_in_progress`. */
  rotate(purpose: KeyPurpose): Promise<string>;
}
