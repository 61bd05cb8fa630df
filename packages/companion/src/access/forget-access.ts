import { lt } from 'drizzle-orm';
import { type Database, schema } from '../storage/index.ts';

/** How long the groups of an identity that never comes back are kept. */
const UNSEEN_MS = 30 * 86_400_000;

/** Deletes what had expired by a time, in milliseconds since the Unix epoch: changes, what served once, and groups of whom nobody saw for 30 days. */
export async function forgetAccess({ orm }: Pick<Database, 'orm'>, before: number): Promise<void> {
  const { accessChange, identityGroups, usedOnce } = schema;
  const time = new Date(before);
  await orm.delete(accessChange).where(lt(accessChange.expiresAt, time));
  await orm.delete(usedOnce).where(lt(usedOnce.expiresAt, time));
  await orm.delete(identityGroups).where(lt(identityGroups.at, new Date(before - UNSEEN_MS)));
}
