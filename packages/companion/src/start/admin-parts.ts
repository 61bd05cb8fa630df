import {
  adminAuthoriser,
  adminSessions,
  adminTokens,
  givenRoles,
  loginTokenVerifier,
  openBootstrap,
} from '../admin/index.ts';
import type { SubjectTokens } from '../grants/subject-tokens.ts';
import type { VerifyProof } from '../proof/verify-proof.ts';
import type { AdminParts } from '../service/admin-routes.ts';
import { databaseAccess } from './database-access.ts';
import { rotatedSecrets } from './rotated-secrets.ts';
import type { Opened } from './service-parts.ts';

/** What the admin plane shares with the rest. */
export interface Shared {
  readonly verifyProof: VerifyProof;
  readonly subjectTokens: SubjectTokens;
}

/** Puts the admin plane together; `undefined` where it is off. */
export function adminParts(opened: Opened, shared: Shared): AdminParts | undefined {
  const { config, store, keys, clock, events: log } = opened;
  if (config.admin === undefined) return undefined;
  const { publicUrl } = config;
  const common = {
    ...{ ...shared, publicUrl, log, clock },
    access: databaseAccess(store.database),
    tokens: adminTokens({ publicUrl, key: keys.grant, clock }),
    sessions: adminSessions(store.database),
  };
  return {
    ...common,
    config: config.admin,
    verifyLoginToken: loginTokenVerifier(config.admin, config.issuers),
    givenRoles: givenRoles(store.database),
    bootstrap: openBootstrap(store.database, clock),
    secrets: rotatedSecrets(store),
    authorise: adminAuthoriser({ ...common, idleSeconds: config.admin.idleSeconds }),
  };
}
