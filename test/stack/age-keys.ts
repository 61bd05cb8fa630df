import type { CompanionStore } from '@sallyport/companion';

/** Lets the companions on a database believe that the keys of a purpose have been as they are for so long: a rotation goes on, and no clock is wrong. */
export async function ageKeys(
  { database }: Pick<CompanionStore, 'database'>,
  { purpose, seconds }: { readonly purpose: 'grant' | 'log' | 'event'; readonly seconds: number },
): Promise<void> {
  await database.query({
    name: 'test_age_keys',
    text: 'update signing_key set changed_at = changed_at - make_interval(secs => $1) where purpose = $2',
    values: [seconds, purpose],
  });
}
