import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { BenchFailure } from '../bench-failure.ts';

const PEERS = new URL('../peers/', import.meta.url);

/** Installs the peers that others' benches compare with, from their own lockfile and outside the workspace; once. Raises `BenchFailure`. */
export async function installPeers(): Promise<void> {
  const [locked, installed] = await Promise.all([
    changedAt('package-lock.json'),
    changedAt('node_modules/.package-lock.json'),
  ]);
  if (installed >= locked) return;
  const npm = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: fileURLToPath(PEERS),
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  const [exitCode] = (await once(npm, 'exit')) as [number | null];
  if (exitCode !== 0) throw new BenchFailure(`npm ci in ${fileURLToPath(PEERS)} failed with exit code ${exitCode}`);
}

async function changedAt(file: string): Promise<number> {
  return stat(new URL(file, PEERS)).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}
