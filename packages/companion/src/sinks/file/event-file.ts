import { type FileHandle, mkdir, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { syncPath } from '../../storage/sync-folder.ts';

/** What is in a file that is being written. */
export interface EventFileOptions {
  /** Absolute; made where it is not there. */
  readonly folder: string;
  /** The name, which no file may have. */
  readonly name: string;
}

const FILE_MODE = 0o640;
const FOLDER_MODE = 0o750;

/** A file of JSON lines that grows, and of which all that was written is on the disk. Whatever the file system refuses is raised as it is. */
export class EventFile {
  readonly #path: string;
  readonly #file: FileHandle;
  #bytes = 0;

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  /** Begins a file. */
  static async create({ folder, name }: EventFileOptions): Promise<EventFile> {
    await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
    const path = join(folder, name);
    const file = new EventFile(path, await open(path, 'wx', FILE_MODE));
    await syncPath(folder);
    return file;
  }

  /** How long it is. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether the file is still where it was begun: not if it was moved, or deleted. */
  async isThere(): Promise<boolean> {
    const [there, own] = [await stat(this.#path).catch(() => undefined), await this.#file.stat()];
    return there?.ino === own.ino && there.dev === own.dev;
  }

  /** Appends lines, and resolves once they are on the disk. */
  async append(lines: Buffer): Promise<void> {
    await this.#file.writeFile(lines);
    await this.#file.datasync();
    this.#bytes += lines.length;
  }

  /** Takes back what an append left that failed, so that it ends with a whole line; and closes it. */
  async cut(): Promise<void> {
    await this.#file.truncate(this.#bytes).catch(() => undefined);
    await this.close();
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
