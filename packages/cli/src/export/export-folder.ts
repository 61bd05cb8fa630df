import { createReadStream } from 'node:fs';
import { mkdir, opendir, readdir, rm, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { SallyportError } from '@sallyport/core';
import type { BundleFile } from '@sallyport/ledger';
import type { KeptBundle } from '../bundle/kept-bundle.ts';
import { folderSource } from '../verify/folder-source.ts';
import { HalfFile } from './half-file.ts';
import { writing } from './writing.ts';

/** The folder within an export's own that holds what is not finished: it goes when all is. */
export const WORK = '.partial';

/** What an export is begun with, so that it can go on. */
export const STATE_FILE = `${WORK}/export.json`;

/** A file's content, piece by piece. */
export type Pieces = AsyncIterable<string | Uint8Array> | readonly (string | Uint8Array)[];

/**
 * The folder that evidence is exported to. Each file comes to be whole or not at all, for its user's eyes alone, and is on the disk before it has its
 * name: what is there need not be fetched again. What cannot be written raises `file_unwritable`.
 */
export class ExportFolder implements KeptBundle {
  readonly path: string;
  #begun = 0;

  private constructor(path: string) {
    this.path = path;
  }

  /** Opens a folder that is not there yet, is empty, or holds the beginning of an export. Raises `folder_taken`, `file_unwritable`. */
  static async open(path: string): Promise<ExportFolder> {
    const folder = new ExportFolder(path);
    await writing(mkdir(path, { recursive: true, mode: 0o700 }));
    const names = await writing(readdir(path));
    if (names.length > 0 && !names.includes(WORK)) throw new SallyportError('folder_taken');
    if (names.some((name) => name !== WORK) && !(await folder.has(STATE_FILE)))
      throw new SallyportError('folder_taken');
    await writing(mkdir(join(path, WORK), { recursive: true, mode: 0o700 }));
    await folder.#forgetHalves();
    return folder;
  }

  /** Whether a file is there. */
  async has(path: string): Promise<boolean> {
    const found = await stat(join(this.path, path)).catch(() => undefined);
    return found?.isFile() === true;
  }

  read(path: string, limit: number): Promise<Uint8Array | undefined> {
    return folderSource(this.path).read(path, limit);
  }

  async open(path: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    return (await this.has(path)) ? createReadStream(join(this.path, path)) : undefined;
  }

  /** Every file but those of what is not finished. */
  async *files(): AsyncGenerator<BundleFile> {
    for await (const entry of await opendir(this.path, { recursive: true })) {
      const file = join(entry.parentPath, entry.name);
      const path = relative(this.path, file).split(sep).join('/');
      if (path.startsWith(`${WORK}/`) || path === WORK || entry.isDirectory()) continue;
      yield { path, size: (await stat(file)).size };
    }
  }

  /** Begins to write a file, in the place of one that is there. */
  begin(path: string): Promise<HalfFile> {
    this.#begun += 1;
    const half = join(this.path, WORK, `half-${process.pid}-${this.#begun}`);
    return HalfFile.begin({ half, whole: join(this.path, path) });
  }

  /** Writes a file. Raises what the pieces raise, too: then nothing is left of it. */
  async write(path: string, pieces: Pieces): Promise<void> {
    const file = await this.begin(path);
    try {
      for await (const piece of pieces) await file.add(piece);
      await file.keep();
    } catch (cause) {
      await file.drop();
      throw cause;
    }
  }

  /** Nothing of it is open that is not being read or written. */
  close(): void {}

  /** Takes a file away, or a folder with all that is in it. */
  async remove(path: string): Promise<void> {
    await writing(rm(join(this.path, path), { recursive: true, force: true }));
  }

  /** Says that nothing of it is unfinished. */
  finish(): Promise<void> {
    return this.remove(WORK);
  }

  async #forgetHalves(): Promise<void> {
    for (const name of await writing(readdir(join(this.path, WORK)))) {
      if (name.startsWith('half-')) await this.remove(`${WORK}/${name}`);
    }
  }
}
