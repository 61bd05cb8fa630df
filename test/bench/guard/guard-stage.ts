import { join } from 'node:path';
import { OUT } from '../out.ts';
import type { Closing } from '../process/closing.ts';
import { type Child, startChild } from '../process/start-child.ts';
import { CONNECTION } from '../servers/companion-config.ts';
import { type Ours, startOurs } from '../servers/start-ours.ts';
import type { StubProcess } from '../servers/stub-process.ts';
import { CLIENTS, type ClientName } from './clients.ts';
import { PLANTED_HOST } from './planted.ts';
import { type ClientChild, startClient } from './start-client.ts';
import { BATCH } from './workloads.ts';

/** The provider's stand-in, the companion on PostgreSQL, and the clients: each a process of its own. */
export interface GuardStage {
  readonly stub: Child<StubProcess>;
  readonly ours: Ours;
  readonly clients: ReadonlyMap<ClientName, ClientChild>;
}

/** Starts a stage with these clients. Default: all. */
export async function openGuardStage(
  closing: Closing,
  names: readonly ClientName[] = Object.keys(CLIENTS) as ClientName[],
): Promise<GuardStage> {
  const stub = await startChild<StubProcess>(new URL('../servers/stub-process.ts', import.meta.url), {
    logFile: join(OUT, 'stub.log'),
  });
  closing.add(() => stub.stop());
  await stub.ask('answerWith', { vectors: BATCH });
  await stub.ask('watchFor', PLANTED_HOST);
  const providerUrl = await stub.ask('url');
  const ours = await startOurs({ database: 'postgresql', providerUrl, closing });
  const { companion } = await ours.grant();
  const setup = { providerUrl, companion, connection: CONNECTION, spoolFolder: join(ours.folder, 'spool') };
  const clients = new Map<ClientName, ClientChild>();
  for (const name of names) clients.set(name, await startClient(name, { setup, closing }));
  return { stub, ours, clients };
}
