import { seedDatabase } from '@sallyport/testkit';
import type { Database } from './database.ts';
import { type DatabaseLocation, openDatabase } from './open-database.ts';

/** Opens a database for a test, new and migrated: an embedded one as a copy of one that is made once in a run of tests. */
export async function openTestDatabase(location: DatabaseLocation): Promise<Database> {
  if (location.url === undefined) {
    await seedDatabase(location, async () => (await openDatabase(location)).close());
  }
  return openDatabase(location);
}
