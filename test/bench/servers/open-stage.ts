import { join } from 'node:path';
import type { LoadProcess } from '../load/load-process.ts';
import { OUT } from '../out.ts';
import type { Closing } from '../process/closing.ts';
import { type Child, startChild } from '../process/start-child.ts';
import { type DatabaseKind, type Ours, startOurs } from './start-ours.ts';
import type { StubProcess } from './stub-process.ts';

/** What every measurement needs, each part in a process of its own: the load, the provider's stand-in, the companion. */
export interface Stage {
  readonly load: Child<LoadProcess>;
  readonly stub: Child<StubProcess>;
  /** The stub's base URL. */
  readonly stubUrl: string;
  readonly ours: Ours;
}

/** Starts a stage. */
export async function openStage(closing: Closing, database: DatabaseKind): Promise<Stage> {
  const stub = await startChild<StubProcess>(new URL('./stub-process.ts', import.meta.url), {
    logFile: join(OUT, 'stub.log'),
  });
  closing.add(() => stub.stop());
  const load = await startChild<LoadProcess>(new URL('../load/load-process.ts', import.meta.url), {
    logFile: join(OUT, 'load.log'),
  });
  closing.add(() => load.stop());
  const stubUrl = await stub.ask('url');
  return { load, stub, stubUrl, ours: await startOurs({ database, providerUrl: stubUrl, closing }) };
}
