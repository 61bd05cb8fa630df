// The companion as it is shipped, with its real configuration, its log and its ledger, in a process of its own.
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Companion, loadConfig, openCompanionStore, startCompanion } from '@sallyport/companion';
import { AuthTimes } from '../exchange/auth-times.ts';
import { appendEvents } from '../ledger/append-events.ts';
import { answerParent } from '../process/answer-parent.ts';
import { cpuMicros, memoryUsage } from '../process/usage.ts';
import { type CompanionSurroundings, companionConfig, SECRET } from './companion-config.ts';
import { profileThisProcess } from './profile-this-process.ts';
import { readDurability } from './read-durability.ts';

/** What the companion's process is asked. */
export type CompanionProcess = typeof handlers;

/** What to start. */
export interface CompanionSetup extends CompanionSurroundings {
  /** An empty folder for configuration, root key and data. */
  readonly folder: string;
  /** PostgreSQL; without one, the embedded database. */
  readonly databaseUrl?: string;
}

const started = Promise.withResolvers<Companion>();
const profile = profileThisProcess();
const authTimes = new AuthTimes();

const handlers = {
  /** Starts it, and gives its base URL and the database's settings of durability. */
  start: async ({ folder, databaseUrl, ...surroundings }: CompanionSetup) => {
    await writeFile(join(folder, 'root.key'), randomBytes(32).toString('base64'), { mode: 0o600 });
    await writeFile(join(folder, 'sallyport.yaml'), companionConfig(surroundings));
    const config = await loadConfig(join(folder, 'sallyport.yaml'));
    const location = { config, ...(databaseUrl === undefined ? {} : { databaseUrl }) };
    const store = await openCompanionStore(location);
    await store.secrets.put(SECRET, `sk-bench-${randomBytes(18).toString('base64url')}`);
    const durability = await readDurability(store.database);
    await store.close();
    started.resolve(await startCompanion({ ...location, trace: authTimes.trace }));
    return { url: (await started.promise).url, durability };
  },
  /** How many events its ledger holds, by the second line of the signed checkpoint. */
  size: async () => Number((await (await started.promise).ledger.checkpoint()).split('\n')[1]),
  /** Appends events of its own, `waiting` at once, and gives the seconds that took. */
  append: async (order: { readonly count: number; readonly waiting: number }) =>
    appendEvents((await started.promise).ledger, order),
  exportTo: async (folder: string) => (await started.promise).ledger.exportTo(folder),
  close: async () => (await started.promise).close(),
  /** How long each call since the last question spent on authentication, in milliseconds. */
  authTimes: async () => authTimes.take(),
  cpu: cpuMicros,
  memory: memoryUsage,
  beginProfile: profile.begin,
  endProfile: profile.end,
};

answerParent(handlers);
