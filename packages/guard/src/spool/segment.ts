import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open, rm, stat } from 'node:fs/promises';
import { endOf, eventLines, type Place, placesOf, readEvent, SETTLED_BYTES, settledLines } from './event-line.ts';
import type { Flush } from './flush.ts';
import type { SpooledEvent } from './spool.ts';

/** What a small file takes of a disk. */
export const BLOCK_BYTES = 4096;

/** The file of a segment. */
export interface SegmentFile {
  /** The segment's UUID. */
  readonly id: string;
  readonly path: string;
  /** Length in bytes, as far as it is known to be whole. */
  readonly size: number;
  /** Open to append; a segment without it is never appended to again. */
  readonly handle?: FileHandle;
}

/** One append-only file of events, and which of them are not settled. */
export class Segment {
  readonly id: string;
  readonly path: string;
  readonly #waiting = new Map<string, Place>();
  #size: number;
  #handle: FileHandle | undefined;
  #bytes = 0;
  #footprint: number;
  /** Which file it is. An open file stays the same one. */
  #identity: Promise<BigIntStats> | undefined;

  constructor({ id, path, size, handle }: SegmentFile, waiting: ReadonlyMap<string, Place> = new Map()) {
    this.id = id;
    this.path = path;
    this.#size = size;
    this.#handle = handle;
    this.#footprint = handle === undefined ? Math.max(size, BLOCK_BYTES) : size;
    this.#remember(waiting);
  }

  /** Bytes the file takes of the disk, those included that settling what waits will add. */
  get footprint(): number {
    return this.#footprint;
  }

  /** Length in bytes of what is whole. */
  get size(): number {
    return this.#size;
  }

  /** How many events are not settled, and their size in bytes of JWS. */
  get waiting(): { readonly events: number; readonly bytes: number } {
    return { events: this.#waiting.size, bytes: this.#bytes };
  }

  /** The ids and places of the events not settled, oldest first. */
  places(): IterableIterator<[string, Place]> {
    return this.#waiting.entries();
  }

  /** Forgets an event. */
  forget(id: string): void {
    this.#bytes -= this.#waiting.get(id)?.jwsBytes ?? 0;
    this.#waiting.delete(id);
  }

  /**
   * Writes events and flushes them, and gives their ids. Gives `undefined`, and none of them counts as written, when the file was no longer
   * where it was put: another process took it over and may not have seen them. Fails as the disk does.
   */
  async append(events: readonly SpooledEvent[], flush: Flush): Promise<readonly string[] | undefined> {
    if (this.#handle === undefined) return undefined;
    const lines = eventLines(this.id, events);
    await this.#handle.appendFile(lines);
    await flush.file(this.#handle);
    if (!(await this.#isInPlace(this.#handle))) return undefined;
    const places = placesOf(lines, this.#size);
    this.#remember(places);
    this.#size += lines.length;
    this.#footprint += lines.length;
    return [...places.keys()];
  }

  /** Writes that events are settled. It is not flushed: settling them once more does no harm. */
  async settle(ids: readonly string[]): Promise<void> {
    const lines = settledLines(this.id, ids);
    const open = this.#handle;
    if (open !== undefined) await open.appendFile(lines);
    else await withFile(this.path, constants.O_WRONLY | constants.O_APPEND, (file) => file.appendFile(lines));
    this.#size += lines.length;
  }

  /** Reads events that wait. Those whose bytes were damaged are missing from the answer. Fails as the disk does. */
  async read(ids: readonly string[]): Promise<readonly SpooledEvent[]> {
    const places = ids.flatMap((id) => this.#waiting.get(id) ?? []);
    if (places.length === 0) return [];
    const start = places.reduce((least, { offset }) => Math.min(least, offset), Number.POSITIVE_INFINITY);
    const end = places.reduce((most, place) => Math.max(most, endOf(place)), 0);
    const bytes = Buffer.alloc(end - start);
    await withFile(this.path, constants.O_RDONLY, (file) => readAll(file, bytes, start));
    return places.flatMap(
      (place) => readEvent(this.id, bytes.subarray(place.offset - start, endOf(place) - start)) ?? [],
    );
  }

  /** Ends appending: closes the file and cuts off what a failed write left. */
  async seal(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    if (handle === undefined) return;
    try {
      if ((await handle.stat()).size > this.#size && (await this.#isInPlace(handle))) await handle.truncate(this.#size);
    } finally {
      await handle.close();
    }
  }

  /** Deletes the file. */
  async remove(): Promise<void> {
    await rm(this.path, { force: true });
  }

  #remember(places: ReadonlyMap<string, Place>): void {
    for (const [id, place] of places) {
      this.#waiting.set(id, place);
      this.#bytes += place.jwsBytes;
      this.#footprint += SETTLED_BYTES;
    }
  }

  async #isInPlace(handle: FileHandle): Promise<boolean> {
    this.#identity ??= handle.stat({ bigint: true });
    const [own, there] = await Promise.all([
      this.#identity,
      stat(this.path, { bigint: true }).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      }),
    ]);
    return there !== undefined && there.ino === own.ino && there.dev === own.dev;
  }
}

async function withFile(path: string, flags: number, use: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await open(path, flags | (constants.O_NOFOLLOW ?? 0));
  try {
    await use(file);
  } finally {
    await file.close();
  }
}

async function readAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, position + done);
    if (bytesRead === 0) return;
    done += bytesRead;
  }
}
