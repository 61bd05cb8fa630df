import type { PurgeReason } from '@sallyport/core';
import { type Database, guarded, type SqlRunner } from '../storage/index.ts';
import { IS_HELD } from './held.ts';

/** A purge that is decided. */
export interface PurgeClaim {
  readonly id: string;
  readonly event: string;
  readonly reason: PurgeReason;
  /** When somebody else finishes it who finds it unfinished, in milliseconds since the Unix epoch. */
  readonly due: number;
  /** What it is, by its segments: kept with it, because they will be gone. */
  readonly segments: number;
  readonly digest?: Uint8Array;
}

/** Takes a recording to purge it, unless somebody has, or a hold holds it: then gives `false`. Raises `ledger_unavailable`. */
export async function claimPurge(database: SqlRunner, claim: PurgeClaim): Promise<boolean> {
  const text = `update recording set purge_event = $2, purge_reason = $3, purge_due = to_timestamp($4::float8),
      segments = $5, digest = coalesce(digest, $6)
    where id = $1 and purge_event is null and not ${IS_HELD} returning id`;
  const { id, event, reason, due, segments, digest = null } = claim;
  const values = [id, event, reason, due / 1000, segments, digest];
  return (await guarded(database.query({ name: 'sallyport_purge_claim', text, values }))).length > 0;
}

/** Lets go of it again, as long as its key is there. Raises `ledger_unavailable`. */
export async function dropClaim(database: SqlRunner, { id, event }: Pick<PurgeClaim, 'id' | 'event'>): Promise<void> {
  const text = `update recording set purge_event = null, purge_reason = null, purge_due = null
    where id = $1 and purge_event = $2 and purged_at is null`;
  await guarded(database.query({ name: 'sallyport_purge_drop', text, values: [id, event] }));
}

/** The purge that a key is destroyed for. */
export interface Destruction extends Pick<PurgeClaim, 'id' | 'event'> {
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

/**
 * Destroys, in one transaction, the key of a recording, the salt that its session's commitments were made with, and what the database has of its
 * segments and its original. Gives `false`, and does nothing, where a hold was placed meanwhile. Raises `ledger_unavailable`.
 */
export async function destroyKey(database: Database, { id, event, now }: Destruction): Promise<boolean> {
  return guarded(
    database.transaction(async (runner) => {
      const run = (name: string, text: string, values: readonly (string | number)[] = [id]) =>
        runner.query({ name: `sallyport_destroy_${name}`, text, values });
      // Whoever is placing a hold comes before, and is seen, or after.
      await run('lock', 'lock table legal_hold in share mode', []);
      const destroyed = await run(
        'key',
        `update recording set sealed_key = null, purged_at = coalesce(purged_at, to_timestamp($3::float8))
          where id = $1 and purge_event = $2 and (purged_at is not null or not ${IS_HELD}) returning id`,
        [id, event, now / 1000],
      );
      if (destroyed.length === 0) return false;
      await run('salt', 'update session set sealed_salt = null where id = $1');
      await run('segments', 'delete from recording_segment where recording = $1');
      await run('parts', 'delete from originals_part where originals = $1');
      await run(
        'originals',
        'update originals set purged_at = to_timestamp($2::float8) where id = $1 and purged_at is null',
        [id, now / 1000],
      );
      return true;
    }),
  );
}

/** Keeps what says that it was purged, the first that comes. Raises `ledger_unavailable`. */
export async function keepCertificate(
  database: SqlRunner,
  { id, certificate }: { readonly id: string; readonly certificate: string },
): Promise<string> {
  const text = 'update recording set certificate = coalesce(certificate, $2) where id = $1 returning certificate';
  const [row] = await guarded(database.query({ name: 'sallyport_purge_certificate', text, values: [id, certificate] }));
  return String(row?.certificate ?? certificate);
}

/** Has it looked at again at a time, in milliseconds since the Unix epoch. Raises `ledger_unavailable`. */
export async function postpone(database: SqlRunner, { id, due }: Pick<PurgeClaim, 'id' | 'due'>): Promise<void> {
  const text = 'update recording set purge_due = to_timestamp($2::float8) where id = $1 and removed_at is null';
  await guarded(database.query({ name: 'sallyport_purge_postpone', text, values: [id, due / 1000] }));
}

/** Notes that nothing of it is left anywhere. Raises `ledger_unavailable`. */
export async function noteRemoved(database: SqlRunner, { id, now }: Pick<Destruction, 'id' | 'now'>): Promise<void> {
  const text = 'update recording set removed_at = to_timestamp($2::float8) where id = $1 and removed_at is null';
  await guarded(database.query({ name: 'sallyport_purge_removed', text, values: [id, now / 1000] }));
}
