import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isSallyportError } from '@sallyport/core';
import { openSpool, type SpoolOptions } from './open-spool.ts';
import type { Spool, SpooledEvent } from './spool.ts';
import { someEvent } from './spool-samples.test-support.ts';

/** The smallest bound a spool takes, in bytes. */
export const SMALL = 4_194_304;

/** Opens a spool for as long as it is used. */
export async function withSpool(options: SpoolOptions, use: (spool: Spool) => Promise<void>): Promise<void> {
  const spool = await openSpool(options);
  await use(spool).finally(() => spool.close());
}

/** Timing with which a spool does nothing by itself. */
export const STILL = { beatMs: 1_000_000, retryMs: 1_000_000 };

/** A spool that does nothing by itself, with events in it. */
export async function spoolWith(events: readonly SpooledEvent[], options: SpoolOptions): Promise<Spool> {
  const spool = await openSpool({ timing: STILL, ...options });
  for (const event of events) await spool.append(event);
  return spool;
}

/** Bytes of all files in a folder whose names end as given. */
export async function folderSize(folder: string, ending = ''): Promise<number> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ending));
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Appends events of `bytes` bytes until the spool is full, and gives what was kept. */
export async function fill(spool: Spool, bytes: number): Promise<readonly SpooledEvent[]> {
  const kept: SpooledEvent[] = [];
  for (;;) {
    const event = someEvent(bytes);
    try {
      await spool.append(event);
      kept.push(event);
    } catch (error) {
      if (isSallyportError(error) && error.code === 'spool_full') return kept;
      throw error;
    }
  }
}
