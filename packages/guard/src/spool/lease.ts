import { open, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '@sallyport/core';
import type { Flush } from './flush.ts';
import { hasEnded, type Owner } from './owner.ts';
import { fileName } from './spool-file.ts';

/** What a lease is taken with. */
export interface LeaseOptions {
  readonly folder: string;
  readonly owner: Owner;
  readonly clock: Clock;
  readonly flush: Flush;
}

/** Shows other processes that this one lives, so that they leave its segments alone: a file whose time is moved on. */
export class Lease {
  readonly #options: LeaseOptions;
  readonly #path: string;

  constructor(options: LeaseOptions) {
    this.#options = options;
    this.#path = join(options.folder, fileName(options.owner, 'lease'));
  }

  /** Moves the lease's time on; takes a new one where there is none, after others thought this process dead. */
  async renew(): Promise<void> {
    const now = new Date(this.#options.clock.now());
    try {
      await utimes(this.#path, now, now);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      await this.#take();
      await utimes(this.#path, now, now);
    }
  }

  /** Leaves this owner's segments to whoever comes next. */
  async release(): Promise<void> {
    await rm(this.#path, { force: true });
  }

  async #take(): Promise<void> {
    await (await open(this.#path, 'a', 0o600)).close();
    await this.#options.flush.folder(this.#options.folder);
  }
}

/** How to tell that an owner is gone. */
export interface LeaseCheck {
  readonly folder: string;
  /** Who asks. */
  readonly self: Owner;
  readonly clock: Clock;
  /** Age of a lease, in milliseconds, from which its owner counts as gone. */
  readonly staleMs: number;
}

/** Whether an owner's segments may be adopted: it has ended, or gave its lease up, or did not renew it in time. */
export async function isAbandoned(owner: Owner, { folder, self, clock, staleMs }: LeaseCheck): Promise<boolean> {
  if (hasEnded(owner, self)) return true;
  try {
    const { mtimeMs } = await stat(join(folder, fileName(owner, 'lease')));
    // A time ahead of this clock is one that was set back since.
    return Math.abs(clock.now() - mtimeMs) > staleMs;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}
