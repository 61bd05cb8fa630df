import { createHash } from 'node:crypto';
import { asSallyportError, type Identity } from '@sallyport/core';
import type { AdminAccess } from '../admin/index.ts';
import { type Database, schema } from '../storage/index.ts';

/** How long after a revocation something granted before could be left, in milliseconds: the longest life of a grant. */
const GRANT_LIFETIME_MS = 900_000;

/** Writes down for all replicas what was used up and taken back. */
export function databaseAccess({ orm }: Pick<Database, 'orm'>): AdminAccess {
  const { accessChange, usedOnce } = schema;
  return {
    useOnce: async (digestInput, expiresAt) => {
      const digest = new Uint8Array(createHash('sha256').update(digestInput).digest());
      const row = { digest, expiresAt: new Date(expiresAt * 1000) };
      const rows = await orm
        .insert(usedOnce)
        .values(row)
        .onConflictDoNothing()
        .returning({ digest: usedOnce.digest })
        .catch(unavailable);
      return rows.length > 0;
    },
    revokeIdentity: async ({ issuer, subject }: Identity) => {
      const expiresAt = new Date(Date.now() + GRANT_LIFETIME_MS);
      await orm
        .insert(accessChange)
        .values({ kind: 'identity_revoked', issuer, subject, expiresAt })
        .catch(unavailable);
    },
    revokeGrant: async ({ id: grantId, caller: { issuer, subject }, expiresAt }) => {
      const row = { kind: 'grant_revoked', grantId, issuer, subject, expiresAt: new Date(expiresAt * 1000) };
      await orm.insert(accessChange).values(row).catch(unavailable);
    },
  };
}

function unavailable(cause: unknown): never {
  throw asSallyportError(cause, 'ledger_unavailable');
}
