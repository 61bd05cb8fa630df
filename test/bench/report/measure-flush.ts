import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { median } from './median.ts';

const PAGE = Buffer.alloc(8192, 1);
const FLUSHES = 100;

/** Milliseconds this disk takes to keep 8 KiB for good, `write` and `fdatasync`, the median of a hundred: the floor under every durable commit. */
export async function measureFlush(folder: string): Promise<number> {
  const file = await open(join(folder, 'flush'), 'w');
  try {
    // Written once before, so that no flush has to record a new length too, as in a database's recycled log.
    await file.write(Buffer.alloc(PAGE.length * FLUSHES));
    await file.sync();
    const times: number[] = [];
    for (let at = 0; at < FLUSHES; at++) {
      const started = performance.now();
      await file.write(PAGE, 0, PAGE.length, at * PAGE.length);
      await file.datasync();
      times.push(performance.now() - started);
    }
    return median(times);
  } finally {
    await file.close();
  }
}
