import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable, type WritableOptions } from 'node:stream';
import {
  type Companion,
  type Config,
  createLog,
  type Log,
  loadConfig,
  logVerifierKey,
  type RunningWitness,
  startCompanion,
  startWitness,
  witnessVerifierKey,
} from '@sallyport/companion';
import { oidcClientCredentials } from '@sallyport/identity';
import OpenAI from '@sallyport/openai';
import {
  freePort,
  type IdentityProvider,
  type IdentityProviderOptions,
  startIdentityProvider,
  startProvider,
} from '@sallyport/testkit';
import { EMBEDDING, exchangeFields, postForm } from './callers.ts';
import { type RawAnswer, rawCall } from './raw-call.ts';
import { readRunKeys, seedServed } from './run-keys.ts';
import { type StackConfig, stackConfig } from './stack-config.ts';

const WITNESS = 'witness.example/w1';

/** What a test may change about it. */
export interface WitnessedOptions extends Pick<StackConfig, 'admin'> {
  readonly identityProvider?: IdentityProviderOptions;
}

/** A companion that can be stopped, put back and started again, and its witness, which can go away. */
export interface Witnessed {
  readonly folder: string;
  readonly configFile: string;
  readonly identityProvider: IdentityProvider;
  /** The witness's own folder, and what it is started with to accept a recovery. */
  readonly witnessFolder: string;
  readonly witnessKey: string;
  readonly logKey: string;
  /** All that companions have logged. */
  log(): string;
  startWitness(): Promise<void>;
  stopWitness(): Promise<void>;
  /** Starts a companion, by default on its own data, that lives `aheadMs` ahead of the system's clock. */
  serve(place?: { readonly dataDir?: string }): Promise<Served>;
  /** Copies the data, which no companion may hold. */
  copyData(from: string, to: string): Promise<void>;
  close(): Promise<void>;
}

/** One run of a companion. */
export interface Served {
  readonly companion: Companion;
  /** Turns its clock on. */
  advance(milliseconds: number): void;
  /** One call of a plain client. */
  call(): Promise<RawAnswer>;
  get(path: string): Promise<RawAnswer>;
  /** One token exchange. */
  exchange(): Promise<RawAnswer>;
  /** A guarded client that remembers the log in a folder of the stage; with a copy of another's it is as in a later process. */
  client(spool: string): OpenAI;
}

/** Puts all up; neither witness nor companion runs yet. */
export async function openWitnessed({ admin, ...options }: WitnessedOptions = {}): Promise<Witnessed> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-witnessed-'));
  const keys = await readRunKeys();
  const origin = `test.sallyport.example/${randomUUID()}`;
  const [identityProvider, provider, port, witnessPort] = await Promise.all([
    ...([
      startIdentityProvider(options.identityProvider),
      startProvider({ key: keys.providerKey }),
      freePort(),
      freePort(),
    ] as const),
  ]);
  const witnessFolder = join(folder, 'witness');
  const witnessKey = await witnessVerifierKey({ folder: witnessFolder, name: WITNESS });
  const configFile = join(folder, 'sallyport.yaml');
  const ledger = `witnesses: [{ url: "http://127.0.0.1:${witnessPort}", key: ${witnessKey} }], unwitnessedSeconds: 60`;
  await writeFile(join(folder, 'root.key'), keys.rootKey, { mode: 0o600 });
  await writeFile(
    configFile,
    stackConfig({
      port,
      identityProvider,
      provider,
      origin,
      options: { ledger, ...(admin === undefined ? {} : { admin }) },
    }),
  );
  const location = { config: await loadConfig(configFile) };
  await seedServed(location, keys);
  const logKey = await logVerifierKey(location);
  const lines: string[] = [];
  const log = logInto(lines);
  const listen = { host: '127.0.0.1', port: witnessPort };
  const witness = switched(() => startWitness({ folder: witnessFolder, name: WITNESS, listen, logs: [logKey], log }));
  return {
    ...{
      folder,
      configFile,
      identityProvider,
      witnessFolder,
      witnessKey,
      logKey,
      startWitness: witness.on,
      stopWitness: witness.off,
    },
    log: () => lines.join(''),
    serve: async ({ dataDir } = {}) => {
      const config = await loadConfig(configFile);
      const placed = dataDir === undefined ? config : { ...config, dataDir, listen: { ...config.listen, port: 0 } };
      return servedBy(placed, { log, identityProvider, folder });
    },
    copyData: (from, to) => cp(join(folder, from), join(folder, to), { recursive: true }),
    close: async () => {
      await witness.off();
      await Promise.all([identityProvider.close(), provider.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function logInto(lines: string[]): Log {
  const write: WritableOptions['write'] = (chunk, _, done) => {
    lines.push(String(chunk));
    done();
  };
  return createLog({ stream: new Writable({ write }), connections: ['openai'] });
}

/** A witness that is off at first. */
function switched(start: () => Promise<RunningWitness>) {
  let running: RunningWitness | undefined;
  return {
    on: async () => {
      running = await start();
    },
    off: async () => {
      await running?.close();
      running = undefined;
    },
  };
}

interface Surroundings {
  readonly log: Log;
  readonly identityProvider: IdentityProvider;
  readonly folder: string;
}

async function servedBy(config: Config, { log, identityProvider, folder }: Surroundings): Promise<Served> {
  let aheadMs = 0;
  const companion = await startCompanion({ config, log, clock: { now: () => Date.now() + aheadMs } });
  return {
    companion,
    advance: (milliseconds) => {
      aheadMs += milliseconds;
    },
    call: async () => {
      const authorization = `Bearer ${await identityProvider.issueToken({ expiresIn: 3_600 })}`;
      const headers = { authorization, 'content-type': 'application/json' };
      return rawCall(companion.url, { path: '/c/openai/v1/embeddings', headers, body: JSON.stringify(EMBEDDING) });
    },
    exchange: async () =>
      postForm({ companion }, exchangeFields(await identityProvider.issueToken({ expiresIn: 900 }))),
    get: (path) => rawCall(companion.url, { method: 'GET', path }),
    client: (spool) => {
      const { issuer, clientId, clientSecret } = identityProvider;
      const tokenSource = oidcClientCredentials({ issuer, clientId, clientSecret, allowInsecureLoopback: true });
      const remembers = { spoolFolder: join(folder, spool) };
      const sallyport = { companion: companion.url, connection: 'openai', tokenSource, ...remembers };
      return new OpenAI({ maxRetries: 0, sallyport });
    },
  };
}
