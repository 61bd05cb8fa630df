import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Clock, SallyportError } from '@sallyport/core';
import { and, eq, gt, isNull } from 'drizzle-orm';
import { type Database, guarded, schema } from '../storage/index.ts';

/** The one-time token that makes the first admin. Each method raises `ledger_unavailable` when the database fails. */
export interface Bootstrap {
  /** Makes a token, 32 random bytes in base64url, good for one hour and one use; one made before is good no more. */
  issue(): Promise<string>;
  /** Uses the token up. Raises `bootstrap_invalid` unless it is the one that was made last, unused and not expired. */
  take(token: string): Promise<void>;
}

const LIFETIME_MS = 3_600_000;
const TOKEN_BYTES = 32;

/** The bootstrap token in a database, as its SHA-256 alone. Of several who use it at once, one gets through. */
export function openBootstrap({ orm }: Pick<Database, 'orm'>, clock: Clock): Bootstrap {
  const { bootstrap: table } = schema;
  return {
    issue: async () => {
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      const row = { id: 1, digest: sha256(token), expiresAt: new Date(clock.now() + LIFETIME_MS), usedAt: null };
      await guarded(orm.insert(table).values(row).onConflictDoUpdate({ target: table.id, set: row }));
      return token;
    },
    take: async (token) => {
      const digest = sha256(token);
      const now = new Date(clock.now());
      const [issued] = await guarded(orm.select().from(table).where(eq(table.id, 1)));
      const right = issued !== undefined && timingSafeEqual(issued.digest, digest);
      if (!right) throw new SallyportError('bootstrap_invalid');
      const unused = and(eq(table.digest, digest), isNull(table.usedAt), gt(table.expiresAt, now));
      const taken = await guarded(orm.update(table).set({ usedAt: now }).where(unused).returning({ id: table.id }));
      if (taken.length === 0) throw new SallyportError('bootstrap_invalid');
    },
  };
}

function sha256(token: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(token).digest());
}
