import { readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SallyportError } from '@sallyport/core';
import { type LockHolder, livenessOf, parseHolder, thisHolder } from './lock-holder.ts';

const LOCK_FILE = /^lock\.(\d{1,15})$/;
const ATTEMPTS = 16;

/** A held lock on a folder. */
export interface DirectoryLock {
  /** False once another process took the lock over, which it does only when this one seemed dead. */
  readonly held: boolean;
  release(): Promise<void>;
}

/** How often the holder shows that it lives, and how long a stranger watches before it calls it dead. Milliseconds. */
export interface LockTiming {
  readonly beatMs?: number;
  readonly watchMs?: number;
}

/**
 * Takes the lock of a folder, or raises `storage_locked`.
 *
 * The lock is the file `lock.N` with the highest N, created exclusively. It is never taken over by deleting it, which would race:
 * whoever finds its holder dead creates `lock.N+1`, which only one can. A holder in another container or on another machine
 * is dead when its file's time stood still for `watchMs` (20 s; the holder touches it each `beatMs`, 2 s).
 */
export async function lockDirectory(
  folder: string,
  { beatMs = 2_000, watchMs = 20_000 }: LockTiming = {},
): Promise<DirectoryLock> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const top = await highest(folder);
    if (top > 0 && !(await isAbandoned(lockPath(folder, top), watchMs))) break;
    const own = { generation: top + 1, holder: thisHolder() };
    if (!(await createLock(folder, own))) continue;
    if ((await highest(folder)) > own.generation) {
      await rm(lockPath(folder, own.generation), { force: true });
      continue;
    }
    await removeBelow(folder, top);
    return holdLock(folder, own, beatMs);
  }
  throw new SallyportError('storage_locked');
}

interface Own {
  readonly generation: number;
  readonly holder: LockHolder;
}

function holdLock(folder: string, { generation, holder }: Own, beatMs: number): DirectoryLock {
  const path = lockPath(folder, generation);
  let held = true;
  const beat = async () => {
    const now = new Date();
    await utimes(path, now, now);
    if ((await highest(folder)) !== generation) held = false;
  };
  const timer = setInterval(() => {
    beat().catch(() => {
      held = false;
    });
  }, beatMs);
  timer.unref();
  return {
    get held() {
      return held;
    },
    release: async () => {
      clearInterval(timer);
      if (!held) return;
      held = false;
      await writeFile(path, JSON.stringify({ ...holder, released: true }));
    },
  };
}

async function createLock(folder: string, { generation, holder }: Own): Promise<boolean> {
  try {
    await writeFile(lockPath(folder, generation), JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isAbandoned(path: string, watchMs: number): Promise<boolean> {
  const liveness = livenessOf(parseHolder(await readFile(path, 'utf8').catch(() => '')));
  if (liveness !== 'unknown') return liveness === 'dead';
  const before = await lastBeat(path);
  await wait(watchMs);
  return (await lastBeat(path)) === before;
}

async function lastBeat(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
}

async function highest(folder: string): Promise<number> {
  const names = await readdir(folder);
  return names.reduce((most, name) => Math.max(most, Number(LOCK_FILE.exec(name)?.[1] ?? 0)), 0);
}

/** Keeps the generation before, so that someone listing the folder at this moment always sees a later one than its own. */
async function removeBelow(folder: string, generation: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const found = LOCK_FILE.exec(name)?.[1];
    if (found !== undefined && Number(found) < generation) await rm(join(folder, name), { force: true });
  }
}

function lockPath(folder: string, generation: number): string {
  return join(folder, `lock.${generation}`);
}
