import { constants, existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder of a run of tests, set for all its workers. */
export const TEMPLATE_VARIABLE = 'SALLYPORT_TEST_DATABASE';

/** Where the database goes, and what is in it. */
export interface Seed {
  /** Of the companion: the database will be its folder `postgres`. */
  readonly dataDir: string;
  /** Of those that begin with the same things in it. Default `empty`. */
  readonly template?: string;
}

/**
 * Puts an embedded database where a companion will look for it, in a tenth of the time that making one takes: a copy of the one that `make`
 * made there, and closed, for the first who asked for this template in this run of tests. Outside of such a run, and where one is already, nothing is
 * put there. Says whether it was.
 */
export async function seedDatabase(seed: Seed, make: () => Promise<void>): Promise<boolean> {
  const folder = process.env[TEMPLATE_VARIABLE];
  if (folder === undefined) return false;
  const { dataDir, template: name = 'empty' } = seed;
  const [template, database] = [join(folder, name), join(dataDir, 'postgres')];
  if (existsSync(database)) return false;
  if (existsSync(template)) {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await copy(template, database);
    return true;
  }
  await make();
  const draft = join(folder, `${name}.${process.pid}`);
  await copy(database, draft);
  // Another worker may have been first: one template is as good as the other.
  await rename(draft, template).catch(() => rm(draft, { recursive: true, force: true }));
  return true;
}

function copy(from: string, to: string): Promise<void> {
  return cp(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE });
}
