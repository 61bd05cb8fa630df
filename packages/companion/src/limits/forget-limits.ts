import { lt } from 'drizzle-orm';
import { type Database, schema } from '../storage/index.ts';

/** Deletes what had expired by a time, in milliseconds since the Unix epoch: windows that are over, and leases that nobody renewed. */
export async function forgetLimits({ orm }: Pick<Database, 'orm'>, before: number): Promise<void> {
  const { limitLease, limitWindow } = schema;
  const time = new Date(before);
  await orm.delete(limitWindow).where(lt(limitWindow.expiresAt, time));
  await orm.delete(limitLease).where(lt(limitLease.expiresAt, time));
}
