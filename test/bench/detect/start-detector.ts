import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { OUT } from '../out.ts';
import { type Child, startChild } from '../process/start-child.ts';
import type { DetectorProcess, Reading } from './detector-process.ts';
import type { DetectorName } from './detectors.ts';
import type { TextOrder } from './texts.ts';

/** A process with one detector. */
export type DetectorChild = Child<DetectorProcess>;

/** Starts a process with one detector, which it has not imported yet. */
export function startDetector(name: DetectorName): Promise<DetectorChild> {
  const logFile = join(OUT, `detect-${name.replaceAll(/\W+/gu, '-')}.log`);
  return startChild<DetectorProcess>(new URL('./detector-process.ts', import.meta.url), { args: [name], logFile });
}

/** Does something with a new process of a detector, and ends it. */
export async function withDetector<T>(name: DetectorName, use: (child: DetectorChild) => Promise<T>): Promise<T> {
  const child = await startDetector(name);
  return use(child).finally(() => child.kill());
}

/** Reads within a time limit; past it the process is killed, and there is no reading. */
export async function readWithin(
  child: DetectorChild,
  { order, seconds }: { readonly order: TextOrder; readonly seconds: number },
): Promise<Reading | undefined> {
  const stop = new AbortController();
  const late = wait(seconds * 1000, undefined, { signal: stop.signal }).catch(() => undefined);
  const reading = await Promise.race([child.ask('read', order), late]).finally(() => stop.abort());
  if (reading === undefined) await child.kill();
  return reading;
}
