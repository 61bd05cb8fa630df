import { constants, existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder of a run of tests, set for all its workers. */
export const TEMPLATE_VARIABLE = 'SALLYPORT_TEST_DATABASE';

/**
 * Puts an embedded database where a companion will look for it, in a tenth of the time that making one takes: a copy of the one that `make`
 * made, new and closed, for the first who asked in this run of tests. Outside of such a run, and where one is already, nothing is put there.
 */
export async function seedDatabase(dataDir: string, make: () => Promise<void>): Promise<void> {
  const folder = process.env[TEMPLATE_VARIABLE];
  if (folder === undefined) return;
  const [template, database] = [join(folder, 'postgres'), join(dataDir, 'postgres')];
  if (existsSync(database)) return;
  if (existsSync(template)) {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    return copy(template, database);
  }
  await make();
  const draft = join(folder, `postgres.${process.pid}`);
  await copy(database, draft);
  // Another worker may have been first: one template is as good as the other.
  await rename(draft, template).catch(() => rm(draft, { recursive: true, force: true }));
}

function copy(from: string, to: string): Promise<void> {
  return cp(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE });
}
