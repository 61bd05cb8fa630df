import { createSegment, type SegmentPlace } from './open-segment.ts';
import type { Room } from './room.ts';
import type { Segment } from './segment.ts';
import { SegmentIndex } from './segment-index.ts';

/** What the segments of a spool are kept with. */
export interface OwnSegmentsOptions {
  readonly place: SegmentPlace;
  readonly room: Room;
  /** Length, in bytes, that a segment does not exceed. */
  readonly segmentBytes: number;
}

/** Length, in bytes, from which a segment with nothing left in it is not written on. */
const SPENT_BYTES = 65_536;

/**
 * The life of the segments a spool owns: one is written to, then sealed, and deleted once nothing waits in it. Room for events is
 * the caller's to take; it is given back here when a file goes. Calls must not overlap.
 */
export class OwnSegments {
  readonly index = new SegmentIndex();
  readonly #options: OwnSegmentsOptions;
  /** Segments with refused events in them that could not be copied: their files stay. */
  readonly #kept = new WeakSet<Segment>();
  #active: Segment | undefined;
  #deleted = false;

  constructor(options: OwnSegmentsOptions) {
    this.#options = options;
  }

  /** The segment to write to, when it has `bytes` left. */
  activeFor(bytes: number): Segment | undefined {
    const active = this.#active;
    return active !== undefined && active.size + bytes <= this.#options.segmentBytes ? active : undefined;
  }

  /** Seals the segment that is written to and starts the next. Fails as the disk does. */
  async start(): Promise<Segment> {
    await this.retire();
    const segment = await createSegment(this.#options.place);
    this.#active = segment;
    this.add(segment, 'own');
    return segment;
  }

  /**
   * Seals the segment that is written to. After a failed flush this is a must: the kernel may forget what it could not write, and say
   * of the next flush that it went well.
   */
  async retire(): Promise<void> {
    const segment = this.#active;
    this.#active = undefined;
    if (segment === undefined) return;
    await segment.seal().catch(() => undefined);
    if (this.#isSpent(segment)) await this.#discard(segment);
    await this.#flushNames();
  }

  /** Takes a segment in, with what waits in it. */
  add(segment: Segment, from: 'adopted' | 'own'): void {
    this.#options.room.add(segment.footprint);
    this.index.add(segment, from);
  }

  /** Lets go of a segment that another process has taken, with all that waits in it. */
  async lose(segment: Segment): Promise<void> {
    if (segment === this.#active) this.#active = undefined;
    this.#drop(segment);
    await segment.seal().catch(() => undefined);
  }

  /**
   * Notes which events of which segments are settled. What cannot be written only means that they are handed out again after a
   * restart.
   */
  async settle(touched: ReadonlyMap<Segment, readonly string[]>): Promise<void> {
    for (const [segment, ids] of touched) {
      if (!this.index.has(segment)) continue;
      if (!this.#isSpent(segment) || (segment === this.#active && segment.size < SPENT_BYTES)) {
        // When it fails, the last line may be torn.
        await segment.settle(ids).catch(() => (segment === this.#active ? this.retire() : undefined));
      } else if (segment === this.#active) await this.retire();
      else await this.#discard(segment);
    }
    await this.#flushNames();
  }

  /** Never deletes the files of some segments, although nothing may wait in them. */
  keep(segments: Iterable<Segment>): void {
    for (const segment of segments) this.#kept.add(segment);
  }

  /** Deletes the segments that nothing waits in. */
  async clear(): Promise<void> {
    for (const segment of [...this.index]) {
      if (segment !== this.#active && this.#isSpent(segment)) await this.#discard(segment);
    }
    await this.#flushNames();
  }

  #isSpent(segment: Segment): boolean {
    return segment.waiting.events === 0 && !this.#kept.has(segment);
  }

  #drop(segment: Segment): void {
    if (!this.index.has(segment)) return;
    this.index.drop(segment);
    this.#options.room.give(segment.footprint);
  }

  /** A file that cannot be deleted is found again by the next look around. */
  async #discard(segment: Segment): Promise<void> {
    this.#drop(segment);
    this.#deleted = true;
    await segment.remove().catch(() => undefined);
  }

  async #flushNames(): Promise<void> {
    const { folder, flush } = this.#options.place;
    if (this.#deleted) await flush.folder(folder).catch(() => undefined);
    this.#deleted = false;
  }
}
