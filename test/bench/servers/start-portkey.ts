import { join } from 'node:path';
import { freePort } from '@sallyport/testkit';
import { BenchFailure } from '../bench-failure.ts';
import { OUT } from '../out.ts';
import type { Closing } from '../process/closing.ts';
import { type Child, startChild } from '../process/start-child.ts';
import { installPeers } from './install-peers.ts';
import type { PortkeyProcess } from './portkey-process.ts';

/** A running Portkey gateway. */
export interface Portkey {
  readonly process: Child<PortkeyProcess>;
  /** The base URL that a client uses. */
  readonly url: string;
}

/** Starts Portkey's gateway in a process of its own, without its web page and log viewer. Raises `BenchFailure` unless it listens on loopback alone. */
export async function startPortkey(closing: Closing): Promise<Portkey> {
  await installPeers();
  const child = await startChild<PortkeyProcess>(new URL('./portkey-process.ts', import.meta.url), {
    args: [`--port=${await freePort()}`, '--headless'],
    logFile: join(OUT, 'portkey.log'),
  });
  closing.add(() => child.stop());
  const address = await child.ask('address');
  if (address === null || typeof address === 'string' || address.address !== '127.0.0.1') {
    throw new BenchFailure('Portkey does not listen on loopback');
  }
  return { process: child, url: `http://127.0.0.1:${address.port}/v1` };
}
