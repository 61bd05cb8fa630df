import { createEncryptedFile } from './create-encrypted-file.ts';
import type { EncryptedFile } from './encrypted-file.ts';
import { HeldBytes } from './held-bytes.ts';
import { takeRoom } from './held-room.ts';
import type { Payload } from './payload.ts';

/** How much of a body stands in memory, and where the rest goes. */
export interface ScratchOptions {
  /** Bodies above this many bytes go through an encrypted temporary file. */
  readonly heldBytes: number;
  /** The largest body, in bytes. */
  readonly limitBytes: number;
  /** The longest single text in a body that is not held in memory, in UTF-16 code units. */
  readonly textLength: number;
  /** Where temporary files go. Default: the system's folder for them. */
  readonly folder?: string;
}

/** The temporary files of one call, and the room it takes in memory: made when wanted, and all gone when it ends. */
export class Scratch {
  readonly options: ScratchOptions;
  readonly #files: EncryptedFile[] = [];
  readonly #rooms: (() => void)[] = [];

  constructor(options: ScratchOptions) {
    this.options = options;
  }

  /** Makes an empty file. Raises `temporary_storage`. */
  async create(): Promise<EncryptedFile> {
    const { folder, limitBytes } = this.options;
    // What replaces an identifier may be longer than it; twice the limit is no limit that a caller could reach first.
    const file = await createEncryptedFile({ limitBytes: 2 * limitBytes, ...(folder === undefined ? {} : { folder }) });
    this.#files.push(file);
    return file;
  }

  /** Reads a body that is too large to be held in memory into memory all the same, where the process has room. Raises `reviews_full`. */
  async hold(body: Payload): Promise<Uint8Array> {
    this.#rooms.push(takeRoom(body.length));
    const held = new HeldBytes();
    for await (const chunk of body.read()) held.append(chunk.slice());
    return held.bytes;
  }

  /** Closes and forgets every file, and gives back the room. Never rejects. */
  async dispose(): Promise<void> {
    for (const giveBack of this.#rooms.splice(0)) giveBack();
    await Promise.allSettled(this.#files.splice(0).map((file) => file.dispose()));
  }
}
