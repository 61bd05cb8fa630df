import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type Companion, createLog, loadConfig, startCompanion } from '@sallyport/companion';
import type { Stack } from './start-stack.ts';

/** Starts a second companion beside a stack's own, on the same database and under the same public URL, but on a port of its own, and without metrics. */
export async function startReplica({ folder }: Stack, databaseUrl: string): Promise<Companion> {
  const { metrics: _, ...config } = await loadConfig(join(folder, 'sallyport.yaml'));
  const stream = new Writable({ write: (_chunk, _encoding, done) => done() });
  const listen = { ...config.listen, port: 0 };
  return startCompanion({ config: { ...config, listen }, databaseUrl, log: createLog({ stream, connections: [] }) });
}
