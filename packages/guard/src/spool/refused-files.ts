import { randomUUID } from 'node:crypto';
import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { eventLines, LINE_BYTES, linesSize } from './event-line.ts';
import type { SegmentPlace } from './open-segment.ts';
import type { SpooledEvent } from './spool.ts';
import { fileName, listFolder } from './spool-file.ts';

/** Files of events the companion will never take, for people to look into. All of a folder's together are bounded; the oldest go first. */
export class RefusedFiles {
  readonly #place: SegmentPlace;
  readonly #maxBytes: number;
  #id = randomUUID();

  /** `maxBytes`: of all refused files in the folder; at least twice the largest line. */
  constructor(place: SegmentPlace, maxBytes: number) {
    this.#place = place;
    this.#maxBytes = maxBytes;
  }

  /** Writes the events and flushes them. Fails as the disk does. */
  async add(events: readonly SpooledEvent[]): Promise<void> {
    for (const group of groups(events, this.#maxBytes / 2)) await this.#write(group);
  }

  async #write(events: readonly SpooledEvent[]): Promise<void> {
    const { folder, owner, flush } = this.#place;
    const current = await this.#roomFor(linesSize(events));
    const file = await open(join(folder, fileName(owner, 'refused', current)), 'a', 0o600);
    try {
      await file.appendFile(eventLines(current, events));
      await flush.file(file);
    } finally {
      await file.close();
    }
    await flush.folder(folder);
  }

  /** The file to write to, a new one when the current one would exceed half of the bound; deletes the oldest until there is room. */
  async #roomFor(bytes: number): Promise<string> {
    const files = await this.#list();
    const size = files.find(({ id }) => id === this.#id)?.size ?? 0;
    if (size + bytes > this.#maxBytes / 2) this.#id = randomUUID();
    let total = files.reduce((sum, file) => sum + file.size, 0);
    for (const { name, id, size } of files) {
      if (total + bytes <= this.#maxBytes) break;
      if (id === this.#id) continue;
      await rm(join(this.#place.folder, name), { force: true });
      total -= size;
    }
    return this.#id;
  }

  /** All refused files of the folder, oldest first. */
  async #list(): Promise<readonly { readonly name: string; readonly id: string; readonly size: number }[]> {
    const { folder } = this.#place;
    const files = (await listFolder(folder)).filter(({ kind }) => kind === 'refused');
    const seen = await Promise.all(
      files.map(async ({ name, id }) => {
        const found = await stat(join(folder, name)).catch(() => undefined);
        return { name, id, size: found?.size ?? 0, time: found?.mtimeMs ?? 0 };
      }),
    );
    return seen.sort((a, b) => a.time - b.time);
  }
}

/** Splits events into groups of at most `maxBytes` of lines. */
function groups(events: readonly SpooledEvent[], maxBytes: number): readonly (readonly SpooledEvent[])[] {
  const found: SpooledEvent[][] = [[]];
  let bytes = 0;
  for (const event of events) {
    bytes += event.jws.length + LINE_BYTES;
    if (bytes > maxBytes) {
      bytes = event.jws.length + LINE_BYTES;
      found.push([]);
    }
    found.at(-1)?.push(event);
  }
  return found.filter(({ length }) => length > 0);
}
