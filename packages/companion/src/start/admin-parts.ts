import type { Clock } from '@sallyport/core';
import type { Access } from '../access/index.ts';
import {
  adminAuthoriser,
  adminSessions,
  adminTokens,
  givenRoles,
  openBootstrap,
  type VerifyLoginToken,
} from '../admin/index.ts';
import type { Config } from '../config/index.ts';
import type { SubjectTokens } from '../grants/subject-tokens.ts';
import type { VerifyProof } from '../proof/verify-proof.ts';
import type { Deciding } from '../reviews/deciding/index.ts';
import { rotateSigningKey } from '../secrets/index.ts';
import type { AdminParts } from '../service/admin-routes.ts';
import type { Versions } from '../versions/index.ts';
import type { CompanionStore } from './open-companion-store.ts';
import type { Evidence } from './open-evidence.ts';
import { rotatedSecrets } from './rotated-secrets.ts';

/** What the admin plane is put together from. */
export interface AdminOptions extends Pick<Evidence, 'keys' | 'events'> {
  readonly config: Config;
  readonly clock: Clock;
  readonly store: CompanionStore;
  readonly access: Access;
  readonly deciding: Deciding;
  /** Absent where there is no admin plane. */
  readonly verifyLoginToken: VerifyLoginToken | undefined;
  readonly versions: Versions;
}

/** What it shares with the rest. */
export interface Shared {
  readonly verifyProof: VerifyProof;
  readonly subjectTokens: SubjectTokens;
}

/** Puts the admin plane together; `undefined` where it is off. */
export function adminParts(options: AdminOptions, { verifyProof, subjectTokens }: Shared): AdminParts | undefined {
  const { config, store, keys, clock, access, verifyLoginToken, versions, events: log } = options;
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
    config: config.admin,
    verifyLoginToken,
    givenRoles: givenRoles(store.database),
    bootstrap: openBootstrap(store.database, clock),
    reviews: options.deciding,
    secrets: rotatedSecrets(store),
    signingKeys: { rotate: async (purpose) => (await rotateSigningKey({ ...store, purpose, clock })).kid },
    authorise: adminAuthoriser({ ...common, idleSeconds: config.admin.idleSeconds }),
  };
}
