import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAbandoned, type LeaseCheck } from './lease.ts';
import { adoptSegment, type SegmentPlace } from './open-segment.ts';
import type { Owner } from './owner.ts';
import { BLOCK_BYTES, type Segment } from './segment.ts';
import { fileName, listFolder, type SpoolFile, sizeOf } from './spool-file.ts';

/** What a folder holds beside the segments that were adopted. */
export interface Surroundings {
  /** Bytes of segments that stay with other owners. */
  readonly outside: number;
  /** How many of those owners live, and may be writing. */
  readonly writers: number;
  /** This owner's own segments. */
  readonly own: readonly SpoolFile[];
}

/** What looking around needs. */
export interface LookOptions {
  readonly place: SegmentPlace;
  readonly check: LeaseCheck;
  /** Told of each segment taken over from an owner that is gone. */
  readonly onAdopted: (segment: Segment) => void;
}

/** Adopts the segments of owners that are gone, and adds up those of the others. Fails when the folder cannot be listed. */
export async function lookAround({ place, check, onAdopted }: LookOptions): Promise<Surroundings> {
  const own: SpoolFile[] = [];
  let outside = 0;
  let writers = 0;
  for (const [spool, files] of byOwner(await listFolder(place.folder))) {
    const segments = files.filter(({ kind }) => kind === 'events');
    const owner = files[0]?.owner;
    if (spool === place.owner.spool) own.push(...segments);
    else if (owner !== undefined && (await isAbandoned(owner, check))) {
      for (const file of segments) outside += await adopt(file, place, onAdopted);
      await removeLease(owner, place);
    } else {
      writers += 1;
      for (const { name } of segments) outside += await bytesOf(name, place);
    }
  }
  return { outside, writers, own };
}

/** Gives the bytes that stay outside when the segment could not be taken over. */
async function adopt(file: SpoolFile, place: SegmentPlace, onAdopted: LookOptions['onAdopted']): Promise<number> {
  const segment = await adoptSegment(file, place).catch(() => undefined);
  if (segment === undefined) return bytesOf(file.name, place);
  onAdopted(segment);
  return 0;
}

/** Its owner, should it wake up, takes a new one. */
async function removeLease(owner: Owner, { folder }: SegmentPlace): Promise<void> {
  await rm(join(folder, fileName(owner, 'lease')), { force: true }).catch(() => undefined);
}

async function bytesOf(name: string, { folder }: SegmentPlace): Promise<number> {
  const size = await sizeOf(folder, name);
  return size === 0 ? 0 : Math.max(size, BLOCK_BYTES);
}

function byOwner(files: readonly SpoolFile[]): ReadonlyMap<string, readonly SpoolFile[]> {
  const owners = new Map<string, SpoolFile[]>();
  for (const file of files) {
    const found = owners.get(file.owner.spool);
    if (found === undefined) owners.set(file.owner.spool, [file]);
    else found.push(file);
  }
  return owners;
}
