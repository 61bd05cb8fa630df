import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SegmentPlace } from './open-segment.ts';

/** Makes a folder and those above it that are missing, for this user alone, and flushes their names. Fails as the disk does. */
export async function makeFolder({ folder, flush }: SegmentPlace): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await flush.folder(dirname(made));
}
