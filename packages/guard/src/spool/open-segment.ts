import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readSegment } from './event-line.ts';
import type { Flush } from './flush.ts';
import type { Owner } from './owner.ts';
import { Segment } from './segment.ts';
import { fileName, type SpoolFile } from './spool-file.ts';

/** No segment grows larger, in bytes: a larger file is not one. */
const MAX_FILE_BYTES = 4 * 1_048_576;

/** Where segments are, whose they are, and how they are flushed. */
export interface SegmentPlace {
  readonly folder: string;
  readonly owner: Owner;
  readonly flush: Flush;
}

/** The first line of a segment: the version of its form. Readers pass over it, as over any line they do not know. */
const HEADER = 'sallyport spool 1\n';

/** Starts a new segment, and flushes its first line: a full disk shows here. Fails as the disk does, and leaves no file then if it can. */
export async function createSegment({ folder, owner, flush }: SegmentPlace): Promise<Segment> {
  const id = randomUUID();
  const path = join(folder, fileName(owner, 'events', id));
  const handle = await open(path, 'ax', 0o600);
  try {
    await handle.appendFile(HEADER);
    await flush.file(handle);
    await flush.folder(folder);
  } catch (error) {
    await handle.close();
    await rm(path, { force: true }).catch(() => undefined);
    throw error;
  }
  return new Segment({ id, path, size: HEADER.length, handle });
}

/**
 * Takes a segment over: renames it to this owner, then reads it, in this order, so that what its owner still wrote is either seen here
 * or missed by its owner. The new name is not flushed: under the old one the file is found as well. Gives `undefined` when another
 * process was faster, or the file is none of a spool's. Fails as the disk does.
 */
export async function adoptSegment(file: SpoolFile, { folder, owner }: SegmentPlace): Promise<Segment | undefined> {
  const path = join(folder, fileName(owner, 'events', file.id));
  const handle = await openWhole(join(folder, file.name));
  if (handle === undefined) return undefined;
  try {
    await rename(join(folder, file.name), path);
    const bytes = await handle.readFile();
    return new Segment({ id: file.id, path, size: bytes.length }, readSegment(file.id, bytes));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  } finally {
    await handle.close();
  }
}

/** Opened before it is renamed: what cannot be read is left where it is. */
async function openWhole(path: string): Promise<FileHandle | undefined> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch(() => undefined);
  if (handle === undefined) return undefined;
  const size = (await handle.stat().catch(() => undefined))?.size ?? Number.POSITIVE_INFINITY;
  if (size <= MAX_FILE_BYTES) return handle;
  await handle.close();
  return undefined;
}
