import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig, openCompanionStore } from '@sallyport/companion';
import {
  type Clouds,
  freePort,
  type IdentityProvider,
  type Provider,
  startClouds,
  startIdentityProvider,
  startProvider,
} from '@sallyport/testkit';
import { rawCall } from '../stack/raw-call.ts';
import { stackConfig } from '../stack/stack-config.ts';

const LOAD_QUICKLY = new URL('../chaos/process/load-quickly.ts', import.meta.url);
const CHILD = new URL('./companion-child.ts', import.meta.url);

/** A companion in a process of its own, and what lies around it. */
export interface MemoryStage {
  readonly pid: number;
  readonly url: string;
  readonly clouds: Clouds;
  readonly provider: Provider;
  /** The folder of its database and its log. */
  readonly folder: string;
  /** Makes a call with an identity token, and gives all that came back. */
  call(): Promise<string>;
  close(): Promise<void>;
}

/** Starts it with a sealed key, or with none: then the provider takes only what the cloud made for the companion's own tokens. */
export async function startMemoryStage(mode: 'federation' | 'static'): Promise<MemoryStage> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-memory-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [identityProvider, clouds] = await Promise.all([startIdentityProvider(), startClouds({ issuer: url })]);
  const accepts = (token: string) => clouds.tokens.includes(token);
  const provider = await startProvider(mode === 'federation' ? { accepts } : {});
  const credential = mode === 'federation' ? { credential: JSON.stringify({ openai: clouds.settings.openai }) } : {};
  const options = { kind: 'openai', baseUrl: provider.url, ...credential };
  await writeFile(join(folder, 'root.key'), randomBytes(32).toString('base64'), { mode: 0o600 });
  await writeFile(join(folder, 'sallyport.yaml'), stackConfig({ port, identityProvider, provider, options }));
  if (mode === 'static') await sealKey(folder, provider.key);
  const child = await startChild(folder);
  return {
    pid: child.pid ?? 0,
    ...{ url, clouds, provider, folder },
    call: () => embed(url, identityProvider),
    close: async () => {
      const ended = once(child, 'close');
      child.kill('SIGKILL');
      await ended;
      await Promise.all([identityProvider.close(), clouds.close(), provider.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function sealKey(folder: string, key: string): Promise<void> {
  const store = await openCompanionStore({ config: await loadConfig(join(folder, 'sallyport.yaml')) });
  await store.secrets.put('provider-key', key);
  await store.close();
}

async function startChild(folder: string): Promise<ChildProcess> {
  const log = await open(join(folder, 'companion.log'), 'w');
  const args = ['--import', LOAD_QUICKLY.href, fileURLToPath(CHILD), join(folder, 'sallyport.yaml')];
  const child = spawn(process.execPath, args, {
    env: { NODE_ENV: 'test' },
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
  });
  const failed = once(child, 'exit').then(async () => {
    throw new TypeError(`the companion did not start: ${await readFile(join(folder, 'companion.log'), 'utf8')}`);
  });
  await Promise.race([once(child, 'message'), failed]);
  failed.catch(() => undefined);
  await log.close();
  return child;
}

async function embed(url: string, identityProvider: IdentityProvider): Promise<string> {
  const headers = {
    authorization: `Bearer ${await identityProvider.issueToken()}`,
    'content-type': 'application/json',
  };
  const body = JSON.stringify({ model: 'text-embedding-3-small', input: 'fever' });
  const answer = await rawCall(url, { path: '/c/openai/v1/embeddings', headers, body });
  return JSON.stringify(answer);
}
