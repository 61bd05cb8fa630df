import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type Companion, createLog, loadConfig, openCompanionStore, startCompanion } from '@sallyport/companion';
import type { Clock } from '@sallyport/core';
import type { SallyportSettings } from '@sallyport/guard';
import { oidcClientCredentials } from '@sallyport/identity';
import {
  type EventKeys,
  importEventKeys,
  type LedgerEvent,
  type Receipt,
  readTrust,
  verifyReceipt,
} from '@sallyport/ledger';
import OpenAI from '@sallyport/openai';
import {
  freePort,
  type IdentityProvider,
  type IdentityProviderOptions,
  type Provider,
  seedDatabase,
  startIdentityProvider,
  startProvider,
} from '@sallyport/testkit';
import { isOwnEvent, type ReadLeaf, readVerified } from './read-verified.ts';
import { type StackConfig, stackConfig } from './stack-config.ts';

/** What a test may change about the stack. */
export interface StackOptions extends StackConfig {
  /** PostgreSQL in place of the embedded database. */
  readonly databaseUrl?: string;
  /** The identity provider's own options. Default: plain http, and one client. */
  readonly identityProvider?: IdentityProviderOptions;
  /** The companion's clock. Default: the system's. */
  readonly clock?: Clock;
  /** The key that the companion holds. Default: a random one. */
  readonly providerKey?: string;
  /** The bearers that the provider takes. Default: its key. */
  readonly accepts?: (token: string) => boolean;
  /** Where the companion listens. Default: any port that is free. */
  readonly port?: number;
}

/** Both doors and what lies outside them, all real but the model: identity provider, companion, provider. */
export interface Stack {
  readonly identityProvider: IdentityProvider;
  readonly provider: Provider;
  readonly companion: Companion;
  /** The folder of configuration, root key and data. */
  readonly folder: string;
  /** Settings by which a client reaches the companion as `notes-app`. */
  readonly settings: Required<Pick<SallyportSettings, 'companion' | 'connection' | 'tokenSource' | 'spoolFolder'>>;
  /** A guarded client; no retries, so that a test sees each answer once. */
  client(settings?: Partial<SallyportSettings>): OpenAI;
  /** All the companion has logged. */
  log(): string;
  /** Exports the ledger, and gives the folder. */
  exportLedger(): Promise<string>;
  /** Exports the ledger, verifies it, and reads its leaves. */
  leaves(): Promise<readonly ReadLeaf[]>;
  /** The companion's own events among them. */
  events(): Promise<readonly LedgerEvent[]>;
  /** Verifies a receipt of the companion. */
  verifyReceipt(receipt: string): Promise<Receipt>;
  close(): Promise<void>;
}

/** Starts a stack. Its provider key, tokens and data are fresh. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-stack-'));
  const { providerKey, accepts } = options;
  const [identityProvider, provider, port] = await Promise.all([
    startIdentityProvider(options.identityProvider),
    startProvider({
      ...(providerKey === undefined ? {} : { key: providerKey }),
      ...(accepts === undefined ? {} : { accepts }),
    }),
    options.port ?? freePort(),
  ]);
  const lines: string[] = [];
  await writeFile(join(folder, 'root.key'), randomBytes(32).toString('base64'), { mode: 0o600 });
  await writeFile(join(folder, 'sallyport.yaml'), stackConfig({ port, identityProvider, provider, options }));
  const { companion, settings } = await startServing({ folder, identityProvider, provider, options, lines });
  let exports = 0;
  const exportLedger = async (): Promise<string> => {
    exports += 1;
    const target = join(folder, `export-${exports}`);
    await companion.ledger.exportTo(target);
    return target;
  };
  return {
    identityProvider,
    provider,
    companion,
    folder,
    settings,
    client: (more = {}) => new OpenAI({ maxRetries: 0, sallyport: { ...settings, ...more } }),
    log: () => lines.join(''),
    exportLedger,
    leaves: async () => readVerified(await exportLedger()),
    events: async () => (await readVerified(await exportLedger())).filter(isOwnEvent),
    verifyReceipt: async (receipt) => verifyReceipt(receipt, await trustedKeys(companion.url)),
    close: async () => {
      await companion.close();
      await Promise.all([identityProvider.close(), provider.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function trustedKeys(companion: string): Promise<EventKeys> {
  const answer = await fetch(`${companion}/v1/trust`);
  return importEventKeys((await readTrust(new Uint8Array(await answer.arrayBuffer()))).eventKeys);
}

interface Parts {
  readonly folder: string;
  readonly identityProvider: IdentityProvider;
  readonly provider: Provider;
  readonly options: StackOptions;
  readonly lines: string[];
}

async function startServing({ folder, identityProvider, provider, options, lines }: Parts) {
  const config = await loadConfig(join(folder, 'sallyport.yaml'));
  const location = { config, ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }) };
  if (options.databaseUrl === undefined) {
    await seedDatabase(config.dataDir, async () => (await openCompanionStore(location)).close());
  }
  const store = await openCompanionStore(location);
  await store.secrets.put('provider-key', provider.key);
  await store.close();
  const stream = new Writable({
    write: (chunk, _, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const companion = await startCompanion({
    ...location,
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    log: createLog({ stream, connections: ['openai'], level: 'debug' }),
  });
  const { issuer, clientId, clientSecret } = identityProvider;
  const tokenSource = oidcClientCredentials({ issuer, clientId, clientSecret, allowInsecureLoopback: true });
  return {
    companion,
    settings: { companion: companion.url, connection: 'openai', tokenSource, spoolFolder: false as const },
  };
}
