import type { Clock } from '@sallyport/core';
import type { Access } from '../access/index.ts';
import type { Activity } from '../activity/index.ts';
import {
  adminAuthoriser,
  adminSessions,
  adminTokens,
  givenRoles,
  openBootstrap,
  type VerifyLoginToken,
} from '../admin/index.ts';
import type { Config } from '../config/index.ts';
import { openExports } from '../exports/index.ts';
import type { SubjectTokens } from '../grants/subject-tokens.ts';
import type { VerifyProof } from '../proof/verify-proof.ts';
import type { Recordings } from '../recordings/index.ts';
import type { Archive } from '../retention/index.ts';
import type { Deciding } from '../reviews/deciding/index.ts';
import { rotateKey } from '../secrets/index.ts';
import type { AdminParts } from '../service/admin-routes.ts';
import type { SessionSearch } from '../sessions/index.ts';
import { sinkAdmin } from '../sinks/index.ts';
import type { VersionContents, Versions } from '../versions/index.ts';
import type { Witnessing } from '../witnessing/index.ts';
import type { CompanionStore } from './open-companion-store.ts';
import type { Evidence } from './open-evidence.ts';
import { rotatedSecrets } from './rotated-secrets.ts';

/** What the admin plane is put together from. */
export interface AdminOptions extends Pick<Evidence, 'keys' | 'events' | 'ledger'> {
  readonly config: Config;
  readonly clock: Clock;
  readonly store: CompanionStore;
  readonly access: Access;
  readonly deciding: Deciding;
  readonly recordings: Recordings;
  readonly archive: Archive;
  readonly activity: Activity;
  readonly contents: VersionContents;
  readonly witnessing: Pick<Witnessing, 'note'>;
  /** Absent where there is no admin plane. */
  readonly verifyLoginToken: VerifyLoginToken | undefined;
  readonly versions: Versions;
  readonly calls: SessionSearch;
}

/** What it shares with the rest. */
export interface Shared {
  readonly verifyProof: VerifyProof;
  readonly subjectTokens: SubjectTokens;
}

/** Puts the admin plane together; `undefined` where it is off. */
export function adminParts(options: AdminOptions, { verifyProof, subjectTokens }: Shared): AdminParts | undefined {
  const { config, store, keys, clock, access, verifyLoginToken, versions, calls, events: log } = options;
  if (config.admin === undefined || verifyLoginToken === undefined) return undefined;
  const { publicUrl } = config;
  const common = {
    ...{ verifyProof, subjectTokens, access, publicUrl, log, clock },
    tokens: adminTokens({ publicUrl, keys, clock }),
    sessions: adminSessions(store.database),
  };
  return {
    ...common,
    versions,
    calls,
    config: config.admin,
    verifyLoginToken,
    givenRoles: givenRoles(store.database),
    bootstrap: openBootstrap(store.database, clock),
    reviews: options.deciding,
    recordings: options.recordings,
    archive: options.archive,
    activity: options.activity,
    exports: openExports({ ...options, ...store, log, witnessed: options.witnessing.note }),
    sinks: sinkAdmin({ ...store, configs: config.sinks ?? [], clock }),
    secrets: rotatedSecrets(store),
    signingKeys: {
      rotate: async (purpose) => (await rotateKey(purpose, { ...store, clock, origin: config.ledger.origin })).kid,
    },
    authorise: adminAuthoriser({ ...common, idleSeconds: config.admin.idleSeconds }),
  };
}
