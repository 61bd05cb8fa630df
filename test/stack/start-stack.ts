import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type Companion, createLog, loadConfig, type StoreLocation, startCompanion } from '@sallyport/companion';
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
  startIdentityProvider,
  startProvider,
} from '@sallyport/testkit';
import { isOwnEvent, kindOf, type ReadLeaf, readVerified } from './read-verified.ts';
import { type RunKeys, readRunKeys, seedSealed, seedServed } from './run-keys.ts';
import { type StackConfig, stackConfig } from './stack-config.ts';

/** What a test may change about the stack. */
export interface StackOptions extends StackConfig {
  /** PostgreSQL in place of the embedded database. */
  readonly databaseUrl?: string;
  /** The identity provider's own options. Default: plain http, and one client. */
  readonly identityProvider?: IdentityProviderOptions;
  /** The companion's clock. Default: the system's. */
  readonly clock?: Clock;
  /** The key that the companion holds. Default: that of the run. */
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
  /** Of its log. */
  readonly origin: string;
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
  /** The companion's own events among them; but heartbeats, which come when they come. */
  events(): Promise<readonly LedgerEvent[]>;
  /** Verifies a receipt of the companion. */
  verifyReceipt(receipt: string): Promise<Receipt>;
  close(): Promise<void>;
}

/** Starts a stack. Its tokens and data are fresh; its keys are those of the run of tests, but for a provider key or a root key of its own and on PostgreSQL. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-stack-'));
  const keys = await readRunKeys();
  const { providerKey = keys.providerKey, accepts } = options;
  const [identityProvider, provider, port] = await Promise.all([
    startIdentityProvider(options.identityProvider),
    startProvider({
      key: providerKey,
      ...(accepts === undefined ? {} : { accepts }),
    }),
    options.port ?? freePort(),
  ]);
  const lines: string[] = [];
  const origin = `test.sallyport.example/${randomUUID()}`;
  await writeFile(join(folder, 'root.key'), keys.rootKey, { mode: 0o600 });
  await writeFile(join(folder, 'sallyport.yaml'), stackConfig({ port, identityProvider, provider, options, origin }));
  const { companion, settings } = await startServing({ folder, identityProvider, provider, options, keys, lines });
  let exports = 0;
  const exportLedger = async (): Promise<string> => {
    exports += 1;
    const target = join(folder, `export-${exports}`);
    await companion.ledger.exportTo(target);
    return target;
  };
  const clockTurned = options.clock !== undefined;
  const leaves = async () => readVerified(await exportLedger(), { clockTurned });
  return {
    identityProvider,
    provider,
    companion,
    origin,
    folder,
    settings,
    client: (more = {}) => new OpenAI({ maxRetries: 0, sallyport: { ...settings, ...more } }),
    log: () => lines.join(''),
    exportLedger,
    leaves,
    events: async () => (await leaves()).filter(isOwnEvent).filter((event) => kindOf(event) !== 'checkpoint.witnessed'),
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
  readonly keys: RunKeys;
  readonly lines: string[];
}

async function startServing({ folder, identityProvider, provider, options, keys, lines }: Parts) {
  const config = await loadConfig(join(folder, 'sallyport.yaml'));
  const location: StoreLocation = {
    config,
    ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
  };
  const shared = [options.databaseUrl, options.rootKey, options.providerKey].every((own) => own === undefined);
  await (shared ? seedServed(location, keys) : seedSealed(location, provider.key));
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
