import type { Clock } from '@sallyport/core';
import type { Access } from '../../access/index.ts';
import type { EventLog } from '../../door/event-log.ts';
import type { Deciding } from '../../reviews/deciding/index.ts';
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

/** The companion's signing keys, which other services verify with. */
export interface RotatedSigningKeys {
  /** Makes the next key, which signs once every cache can know it, and gives its `kid`. Raises `rotation_in_progress`. */
  rotate(purpose: 'grant' | 'federation'): Promise<string>;
}
