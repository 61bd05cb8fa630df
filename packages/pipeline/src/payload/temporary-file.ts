import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { SallyportError } from '@sallyport/core';

/**
 * A file of this process alone, readable and writable by its owner only (0600), under a random name that is gone once it is
 * open, so that nothing of it outlives the process. Every method raises `temporary_storage` when the storage fails.
 */
export class TemporaryFile {
  readonly #handle: FileHandle;
  /** Set where the platform keeps the name of an open file: then closing takes it away. */
  readonly #path: string | undefined;

  constructor(handle: FileHandle, path?: string) {
    this.#handle = handle;
    this.#path = path;
  }

  /** Makes one in a folder. A name that is already there, were it a link, is not opened. */
  static async create(folder: string): Promise<TemporaryFile> {
    const path = join(folder, `sallyport-${randomUUID()}`);
    const handle = await stored(open(path, 'wx+', 0o600));
    const linked = await unlink(path).then(
      () => false,
      () => true,
    );
    return linked ? new TemporaryFile(handle, path) : new TemporaryFile(handle);
  }

  /** Writes all the bytes at an offset. */
  async write(bytes: Uint8Array, position: number): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const { bytesWritten } = await stored(this.#handle.write(bytes, at, bytes.length - at, position + at));
      if (bytesWritten === 0) throw new SallyportError('temporary_storage');
      at += bytesWritten;
    }
  }

  /** Reads so many bytes from an offset; fewer is a failure. */
  async read(length: number, position: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; ) {
      const { bytesRead } = await stored(this.#handle.read(bytes, at, length - at, position + at));
      if (bytesRead === 0) throw new SallyportError('temporary_storage');
      at += bytesRead;
    }
    return bytes;
  }

  /** Gives the file back to the system, after what is under way. What goes wrong by it harms no one. */
  async close(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    if (this.#path !== undefined) await unlink(this.#path).catch(() => undefined);
  }
}

async function stored<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch {
    throw new SallyportError('temporary_storage');
  }
}
