import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fromUtf8, utf8 } from '@sallyport/core';
import { encodeTrust, type Trust } from '@sallyport/ledger';
import { writeDurably } from './write-durably.ts';

/** The most bytes of a kept file that are read. */
const MAX_FILE_BYTES = 1_048_576;

/**
 * What this client remembers of one companion's log from one process to the next: the keys it was first seen with, `trust.json`, and its
 * last `checkpoint`. Without a folder, or with one that cannot be used, nothing is remembered. Nothing here raises.
 */
export class KeptLog {
  readonly #folder: string | undefined;

  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /** The bytes of the kept keys, as they are. */
  trust(): Promise<Uint8Array | undefined> {
    return this.#read('trust.json');
  }

  /** The kept checkpoint, as it is; what is not UTF-8 is no checkpoint, and so is empty. */
  async checkpoint(): Promise<string | undefined> {
    const bytes = await this.#read('checkpoint');
    try {
      return bytes && fromUtf8(bytes);
    } catch {
      return '';
    }
  }

  keepTrust(trust: Trust): Promise<void> {
    return this.#write('trust.json', encodeTrust(trust));
  }

  keepCheckpoint(text: string): Promise<void> {
    return this.#write('checkpoint', utf8(text));
  }

  /** Before the keys of another log are kept: its checkpoints cannot be compared with this one's. */
  async forgetCheckpoint(): Promise<void> {
    if (this.#folder === undefined) return;
    await rm(join(this.#folder, 'checkpoint'), { force: true }).catch(() => undefined);
  }

  async #read(name: string): Promise<Uint8Array | undefined> {
    if (this.#folder === undefined) return undefined;
    try {
      return await readBounded(join(this.#folder, name));
    } catch {
      return undefined;
    }
  }

  async #write(name: string, bytes: Uint8Array): Promise<void> {
    if (this.#folder === undefined) return;
    await writeDurably(this.#folder, name, bytes).catch(() => undefined);
  }
}

/** A file too long to be one of ours is read as an empty one, which is none of ours either. */
async function readBounded(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return size > MAX_FILE_BYTES ? new Uint8Array() : await file.readFile();
  } finally {
    await file.close();
  }
}
