import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Identity } from '@sallyport/core';
import { writeDurably } from '../log/write-durably.ts';

/** Whose versions they are. */
export interface SliceOwner {
  readonly connection: string;
  readonly identity: Identity;
}

const VERSION = /^[1-9]\d{0,15}$/;

/**
 * The highest version of a policy that was seen of one companion, by connection and identity: in this process, and, with a folder, in those
 * before it and beside it. Each version is an empty file whose name it is, and a higher one is there before a lower one is taken away: so processes need
 * no lock, and no crash makes it smaller. A folder that cannot be used remembers nothing. Nothing here raises.
 */
export class SeenVersions {
  readonly #folder: string | undefined;
  #highest = 0;

  constructor(root: string | undefined, owner: SliceOwner) {
    this.#folder = root === undefined ? undefined : join(root, 'policy', nameOf(owner));
  }

  /** The highest one; 0 where none was seen. */
  async highest(): Promise<number> {
    return Math.max(this.#highest, ...(await this.#kept()));
  }

  /** Remembers a version, durably. */
  async keep(version: number): Promise<void> {
    this.#highest = Math.max(this.#highest, version);
    // What another process wrote meanwhile, higher than this, stays.
    await this.#write(version, (other) => other < version);
  }

  /** Forgets all others, higher ones too: another companion, or one that lost what it knew, begins to count anew. */
  async restart(version: number): Promise<void> {
    this.#highest = version;
    await this.#write(version, () => true);
  }

  async #write(version: number, without: (other: number) => boolean): Promise<void> {
    if (this.#folder === undefined) return;
    const kept = await this.#kept();
    if (!kept.includes(version)) {
      await writeDurably(this.#folder, String(version), new Uint8Array()).catch(() => undefined);
    }
    for (const other of kept) if (other !== version && without(other)) await this.#forget(other);
  }

  async #kept(): Promise<readonly number[]> {
    if (this.#folder === undefined) return [];
    const names = await readdir(this.#folder).catch(() => []);
    return names.filter((name) => VERSION.test(name)).map(Number);
  }

  async #forget(version: number): Promise<void> {
    if (this.#folder === undefined) return;
    await rm(join(this.#folder, String(version)), { force: true }).catch(() => undefined);
  }
}

/** Of a folder: it must not say who it is. */
function nameOf({ connection, identity }: SliceOwner): string {
  return createHash('sha256')
    .update(JSON.stringify([connection, identity.issuer, identity.subject]))
    .digest('hex')
    .slice(0, 32);
}
