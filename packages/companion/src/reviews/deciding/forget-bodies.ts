import type { SqlRunner } from '../../storage/index.ts';

const KEPT_MS = 30 * 86_400_000;

/** Forgets what reviews that ended 30 days ago or more were about, of at most so many at once; the rest of them stays. */
export async function forgetBodies(
  runner: SqlRunner,
  { now, most }: { readonly now: number; readonly most: number },
): Promise<void> {
  await runner.query({
    name: 'sallyport_deciding_forget',
    text: `update review set sealed_body = ''::bytea, sealed_subject = ''::bytea where id in (
        select id from review
        where octet_length(sealed_body) > 0 and expires_at < to_timestamp($1::float8) and state <> 'pending'
        order by expires_at limit $2 for update skip locked)`,
    values: [(now - KEPT_MS) / 1000, most],
  });
}
