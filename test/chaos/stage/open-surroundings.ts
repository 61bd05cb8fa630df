import { randomBytes, randomInt } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type Config,
  createLog,
  loadConfig,
  logVerifierKey,
  openCompanionStore,
  type RunningWitness,
  startWitness,
  witnessVerifierKey,
} from '@sallyport/companion';
import {
  freePort,
  type IdentityProvider,
  type Postgres,
  type Provider,
  startIdentityProvider,
  startPostgres,
  startProvider,
} from '@sallyport/testkit';
import { stackConfig } from '../../stack/stack-config.ts';

/** What stands around companion and client. */
export interface Surroundings {
  readonly identityProvider: IdentityProvider;
  readonly provider: Provider;
  readonly postgres: Postgres;
  readonly databaseUrl: string;
  /** The folder of all files. */
  readonly folder: string;
  readonly configFile: string;
  readonly config: Config;
  /** The witness of the companion's log; nobody kills it. */
  readonly witness: RunningWitness;
  /** Ends all of it; the folder is kept when somebody will want to look. */
  close(options: { readonly keepFolder: boolean }): Promise<void>;
}

const LONGEST_THOUGHT_MS = 25;

/** A database that was killed flushes its thousand files one by one before it serves again. Linux can do that in one go. */
const SYNC_AT_ONCE = process.platform === 'linux' ? ['-c', 'recovery_init_sync_method=syncfs'] : [];

/** Starts identity provider, provider and database, and configures a companion: one that takes no call without a signed intent. */
export async function openSurroundings(): Promise<Surroundings> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-chaos-'));
  const [identityProvider, provider, postgres] = await Promise.all([
    startIdentityProvider(),
    startProvider(),
    startPostgres(SYNC_AT_ONCE),
  ]);
  provider.reply = async ({ messages }) => {
    await wait(randomInt(LONGEST_THOUGHT_MS));
    return `You said: ${messages.at(-1)?.content}`;
  };
  const databaseUrl = await postgres.createDatabase();
  const configFile = join(folder, 'sallyport.yaml');
  const [port, witnessPort] = [await freePort(), await freePort()];
  const place = { folder: join(folder, 'witness'), name: 'witness.example/chaos' };
  const ledger = `witnesses: [{ url: "http://127.0.0.1:${witnessPort}", key: ${await witnessVerifierKey(place)} }]`;
  const options = { connection: 'senderConstraint: dpop', ledger };
  await writeFile(join(folder, 'root.key'), randomBytes(32).toString('base64'), { mode: 0o600 });
  await writeFile(configFile, stackConfig({ port, identityProvider, provider, options }));
  const config = await loadConfig(configFile);
  const store = await openCompanionStore({ config, databaseUrl });
  await store.secrets.put('provider-key', provider.key);
  await store.close();
  const witness = await startWitness({
    ...place,
    listen: { host: '127.0.0.1', port: witnessPort },
    logs: [await logVerifierKey({ config, databaseUrl })],
    log: createLog({ stream: createWriteStream(join(folder, 'witness.log')), connections: [] }),
  });
  const close: Surroundings['close'] = async ({ keepFolder }) => {
    await Promise.all([identityProvider.close(), provider.close(), postgres.stop(), witness.close()]);
    if (!keepFolder) await rm(folder, { recursive: true, force: true });
  };
  return { identityProvider, provider, postgres, databaseUrl, folder, configFile, config, witness, close };
}
