import { join } from 'node:path';
import { OUT } from '../out.ts';
import type { Closing } from '../process/closing.ts';
import { type Child, startChild } from '../process/start-child.ts';
import type { ClientProcess } from './client-process.ts';
import type { ClientName, ClientSetup } from './clients.ts';

/** A process with one client. */
export type ClientChild = Child<ClientProcess>;

/** Starts a process with one client, ready to call. */
export async function startClient(
  name: ClientName,
  { setup, closing }: { readonly setup: ClientSetup; readonly closing: Closing },
): Promise<ClientChild> {
  const child = await startChild<ClientProcess>(new URL('./client-process.ts', import.meta.url), {
    args: [name],
    logFile: join(OUT, `guard-${name.replaceAll(/\W+/gu, '-')}.log`),
  });
  closing.add(() => child.stop());
  await child.ask('open', setup);
  return child;
}
