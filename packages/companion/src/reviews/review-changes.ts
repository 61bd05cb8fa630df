import type { SqlRow, SqlRunner, SqlValue } from '../storage/index.ts';

/** A change of a review's state: by compare-and-set, so that of two at once one happens. Each tells whether it did. */
type Change = (runner: SqlRunner, values: readonly SqlValue[]) => Promise<boolean>;

function change(name: string, text: string): Change {
  // What is attached is looked at before it is decided, and never after
  const statement = {
    name: `sallyport_review_${name}`,
    text: `with changed as (update review ${text} returning id),
      forgotten as (update review_attachment set sealed_bytes = ''::bytea, kept = false
        where kept and review in (select id from changed))
      select id from changed`,
  };
  return async (runner, values) => happened(await runner.query({ ...statement, values }));
}

function happened(rows: readonly SqlRow[]): boolean {
  return rows.length > 0;
}

/** Approved to used: of id `$1`, at `$2` in seconds, unless the approval has ended by then. A window is never used up. */
export const setUsed = change(
  'use',
  `set state = 'used', used_at = to_timestamp($2::float8)
    where id = $1 and state = 'approved' and kind = 'call' and expires_at > to_timestamp($2::float8)`,
);

/** Used to approved again: of id `$1`, by whoever used it at `$2`. */
export const setUnused = change(
  'give_back',
  `set state = 'approved', used_at = null where id = $1 and state = 'used' and used_at = to_timestamp($2::float8)`,
);

/** Pending or approved to cancelled, of id `$1`, by its requester. */
export const setCancelled = change(
  'cancel',
  `set state = 'cancelled' where id = $1 and state in ('pending', 'approved') and kind <> 'after_the_fact'`,
);

/** To expired: of id `$1`, which was seen in state `$2` and has ended by `$3`. What is approved after the fact stays so. */
export const setExpired = change(
  'expire',
  `set state = 'expired' where id = $1 and state = $2 and expires_at <= to_timestamp($3::float8)
    and (state = 'pending' or (state = 'approved' and kind <> 'after_the_fact'))`,
);

/** Pending to approved: of id `$1`, at `$2`, which holds until `$3`. */
export const setBroken = change(
  'break_glass',
  `set state = 'approved', decided_at = to_timestamp($2::float8), expires_at = to_timestamp($3::float8)
    where id = $1 and state = 'pending' and kind = 'call' and expires_at > to_timestamp($2::float8)`,
);
