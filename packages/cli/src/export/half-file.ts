import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writing } from './writing.ts';

/** So much is gathered before it is written. */
const GATHERED_BYTES = 65_536;

/** Where a file is until it is whole, and where then. */
export interface FilePlaces {
  readonly half: string;
  readonly whole: string;
}

/** A file that is being written, for its user's eyes alone: it has its name once it is whole and on the disk. Raises `file_unwritable`. */
export class HalfFile {
  readonly #places: FilePlaces;
  readonly #file: FileHandle;
  #gathered: Uint8Array[] = [];
  #bytes = 0;

  private constructor(places: FilePlaces, file: FileHandle) {
    this.#places = places;
    this.#file = file;
  }

  static async begin(places: FilePlaces): Promise<HalfFile> {
    return new HalfFile(places, await writing(open(places.half, 'w', 0o600)));
  }

  /** Adds to its end. */
  async add(piece: string | Uint8Array): Promise<void> {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    this.#gathered.push(bytes);
    this.#bytes += bytes.length;
    if (this.#bytes >= GATHERED_BYTES) await this.#write();
  }

  /** Says that it is whole: it takes the place of a file that is there. */
  async keep(): Promise<void> {
    const { half, whole } = this.#places;
    await this.#write();
    await writing(this.#file.datasync());
    await writing(this.#file.close());
    await writing(mkdir(dirname(whole), { recursive: true, mode: 0o700 }));
    await writing(rename(half, whole));
  }

  /** Leaves nothing of it, unless it was kept. */
  async drop(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    await rm(this.#places.half, { force: true }).catch(() => undefined);
  }

  async #write(): Promise<void> {
    const bytes = Buffer.concat(this.#gathered);
    [this.#gathered, this.#bytes] = [[], 0];
    await writing(this.#file.writeFile(bytes));
  }
}
