import { type Clock, SallyportError } from '@sallyport/core';
import { linesSize } from './event-line.ts';
import { Lane } from './lane.ts';
import { Lease } from './lease.ts';
import { lookAround } from './look-around.ts';
import { makeFolder } from './make-folder.ts';
import { adoptSegment } from './open-segment.ts';
import { OwnSegments, type OwnSegmentsOptions } from './own-segments.ts';
import { RefusedFiles } from './refused-files.ts';
import type { Segment } from './segment.ts';
import { SegmentReader } from './segment-reader.ts';
import type { PendingLimit, SpooledEvent } from './spool.ts';
import type { SpoolFile } from './spool-file.ts';

/** What a segment log is made of. */
export interface SegmentLogOptions extends OwnSegmentsOptions {
  readonly clock: Clock;
  /** Age of a lease, in milliseconds, from which its owner's segments are adopted. */
  readonly staleMs: number;
  /** Bound of all refused files, in bytes. */
  readonly refusedBytes: number;
}

/** How often events are written again because another process took the segment away. */
const ATTEMPTS = 3;

/** Events on disk, in the segments of one folder. What it raises, if nothing else is said, is what the disk said. */
export class SegmentLog {
  readonly #options: SegmentLogOptions;
  readonly #lease: Lease;
  readonly #refused: RefusedFiles;
  readonly #segments: OwnSegments;
  readonly #reader: SegmentReader;
  /** Whatever writes, renames or deletes goes through it. */
  readonly #lane = new Lane();
  #looking: Promise<void> | undefined;
  #closed = false;

  constructor(options: SegmentLogOptions) {
    this.#options = options;
    this.#lease = new Lease({ ...options.place, clock: options.clock });
    this.#refused = new RefusedFiles(options.place, options.refusedBytes);
    this.#segments = new OwnSegments(options);
    this.#reader = new SegmentReader({
      index: this.#segments.index,
      onGone: (segment) => this.#lane.run(() => this.#segments.lose(segment)),
    });
  }

  /** How many events wait, their size in bytes of JWS, and how many were lost to damage of the disk. */
  get counts(): { readonly waiting: number; readonly bytes: number; readonly damaged: number } {
    const { events, bytes } = this.#segments.index;
    return { waiting: events, bytes, damaged: this.#reader.damaged };
  }

  /** Makes the folder, takes the lease, adopts what is left there, and shows by a new segment that the disk takes bytes. */
  async open(): Promise<void> {
    await makeFolder(this.#options.place);
    await this.beat();
    await this.#lane.run(() => this.#segments.start());
  }

  /** Writes events and flushes them. When it fails, none of them counts as written, and `open` comes before the next write. */
  async write(events: readonly SpooledEvent[]): Promise<void> {
    // Processes that share the folder learn of each other's bytes at least as often as they fill a segment.
    if (this.#segments.activeFor(linesSize(events)) === undefined) await this.look().catch(() => undefined);
    await this.#lane.run(() =>
      this.#write(events).catch(async () => {
        // A file may be what failed, not the disk: it may have grown as long as files may be.
        await this.#segments.retire();
        await this.#write(events);
      }),
    );
  }

  /** Whether an event waits. */
  has(id: string): boolean {
    return this.#segments.index.holderOf(id) !== undefined;
  }

  /** Reads one event that waits; `undefined` when it cannot be read. */
  find(id: string): Promise<SpooledEvent | undefined> {
    return this.#reader.find(id);
  }

  /** As `Spool.pending`. */
  pending(limit: PendingLimit): Promise<readonly SpooledEvent[]> {
    return this.#reader.pending(limit);
  }

  /** Forgets events. Raises nothing. */
  async settle(ids: readonly string[]): Promise<void> {
    const touched = this.#segments.index.take(ids);
    if (touched.size > 0) await this.#lane.run(() => this.#segments.settle(touched));
  }

  /** Copies events to the refused files and forgets them. Where they cannot be copied, their segment stays until a restart. Raises nothing. */
  async quarantine(events: readonly SpooledEvent[]): Promise<void> {
    await this.#lane.run(async () => {
      const copied = await this.#refused.add(events).then(
        () => true,
        () => false,
      );
      const touched = this.#segments.index.take(events.map(({ id }) => id));
      if (copied) await this.#segments.settle(touched);
      else this.#segments.keep(touched.keys());
    });
  }

  /** Shows others that this process lives, and looks around. */
  async beat(): Promise<void> {
    await this.#lane.run(() => (this.#closed ? Promise.resolve() : this.#lease.renew()));
    await this.look();
  }

  /** Adopts segments of processes that are gone, and notices those that were taken from this one. Concurrent callers share one look. */
  look(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** Leaves what waits to the next process. Raises nothing. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#looking?.catch(() => undefined);
    await this.#lane.run(async () => {
      await this.#segments.retire();
      await this.#lease.release().catch(() => undefined);
    });
  }

  async #write(events: readonly SpooledEvent[]): Promise<void> {
    const { flush } = this.#options.place;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const segment = this.#segments.activeFor(linesSize(events)) ?? (await this.#next());
      const ids = await segment.append(events, flush);
      if (ids !== undefined) return this.#segments.index.hold(segment, ids);
      await this.#segments.lose(segment);
    }
    throw new SallyportError('spool_unavailable');
  }

  /** Without a lease, a new segment would be adopted at once. */
  async #next(): Promise<Segment> {
    await this.#lease.renew();
    return this.#segments.start();
  }

  async #look(): Promise<void> {
    const { place, clock, staleMs, room, segmentBytes } = this.#options;
    const known = [...this.#segments.index];
    const { outside, writers, own } = await lookAround({
      place,
      check: { folder: place.folder, self: place.owner, clock, staleMs },
      onAdopted: (segment) => this.#segments.add(segment, 'adopted'),
    });
    // Each of the others may fill one segment before it learns what is written here.
    room.setOutside(outside, writers * segmentBytes);
    await this.#lane.run(() => this.#compare(known, own));
  }

  /** Lets go of segments that were there and no longer are, and takes in those that could not be read before. */
  async #compare(known: readonly Segment[], own: readonly SpoolFile[]): Promise<void> {
    const there = new Set(own.map(({ id }) => id));
    for (const segment of known) if (!there.has(segment.id)) await this.#segments.lose(segment);
    const held = new Set([...this.#segments.index].map(({ id }) => id));
    for (const file of own) {
      const segment = held.has(file.id) ? undefined : await this.#recover(file);
      if (segment !== undefined) this.#segments.add(segment, 'own');
    }
    await this.#segments.clear();
  }

  #recover(file: SpoolFile): Promise<Segment | undefined> {
    return adoptSegment(file, this.#options.place).catch(() => undefined);
  }
}
