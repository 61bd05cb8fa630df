import { SallyportError } from '@sallyport/core';
import { type Digested, NOTHING_DIGESTED, type Segment, type SegmentSink } from '@sallyport/recording';
import type { ChangeQueue } from './change-queue.ts';
import type { Begun, RecordingChange } from './recording-change.ts';
import type { SegmentStore } from './segment-store.ts';

/** Where segments go, and the rows that say whose they are. */
export interface RecordingStorage {
  readonly store: SegmentStore;
  readonly queue: Pick<ChangeQueue, 'add'>;
}

/** The longest body of a request, and the longest segment, that the ledger takes along, in bytes: what is longer would keep others waiting. */
export const CARRIED_BYTES = 32_768;

/**
 * Writes the segments of one recording, and with the first that it has begun, with the last that it has ended: in the database that is one
 * statement, and in it stand those of all calls that came to the same point. What is to be written with an event of the ledger it holds.
 */
export class RecordingSink implements SegmentSink {
  readonly #storage: RecordingStorage;
  readonly #begun: Begun;
  readonly #now: () => Date;
  #stored: Digested = NOTHING_DIGESTED;
  #isBegun = false;
  #held: RecordingChange[] | undefined;

  constructor(storage: RecordingStorage, { begun, now }: { readonly begun: Begun; readonly now: () => Date }) {
    this.#storage = storage;
    this.#begun = begun;
    this.#now = now;
  }

  /** Whether segments can be held: those that go elsewhere cannot. */
  get canHold(): boolean {
    return this.#storage.store.name === 'database';
  }

  /** From now on, what the ledger can take along of how it begins and ends is held until `take`. */
  hold(): void {
    this.#held ??= [];
  }

  /** What was held, for who writes it; from now on, everything is written at once. */
  take(): readonly RecordingChange[] {
    const held = this.#held ?? [];
    this.#held = undefined;
    return held;
  }

  /** Says that the recording has begun, with whatever is written next. */
  async begin(): Promise<void> {
    this.#isBegun = true;
    await this.#write({ begun: this.#begun });
  }

  async write(segment: Segment, digested: Digested): Promise<void> {
    const { last } = segment;
    const begun = this.#isBegun ? [] : [this.begin()];
    const part = this.#writePart(segment);
    // Elsewhere a segment may fail by itself: then the row must not say that there is one.
    if (last && !this.canHold) await part;
    await Promise.all([...begun, part, ...(last ? [this.#end(digested, false)] : [])]);
    // The last may still be held, and then fail.
    if (!last) this.#stored = digested;
  }

  /** Writes what was taken and could not be written with the ledger. Raises `recording_unavailable`. */
  async writeTaken(changes: readonly RecordingChange[]): Promise<void> {
    await Promise.all(changes.map((change) => this.#write(change)));
  }

  /** Ends a recording that could not be written to its end: what is stored is all there is of it. Where not even that can be written, it is left to the sweeper. */
  async cut(): Promise<void> {
    this.take();
    if (this.#stored.segments > 0) await this.#end(this.#stored, true).catch(() => undefined);
  }

  async #writePart({ index, jwe, last }: Segment): Promise<void> {
    const { id: session, keepUntil } = this.#begun;
    const place = { kind: 'recording', session, index } as const;
    const isEither = last || index === 0;
    if (this.#held !== undefined && this.canHold && isEither && jwe.length <= 2 * CARRIED_BYTES) {
      this.#held.push({ part: { ...place, bytes: jwe } });
    } else await this.#storage.store.write({ ...place, keepUntil }, jwe);
  }

  async #end({ segments, size, digest }: Digested, cut: boolean): Promise<void> {
    await this.#write({ ended: { id: this.#begun.id, segments, size, digest, endedAt: this.#now(), cut } });
  }

  async #write(change: RecordingChange): Promise<void> {
    if (this.#held !== undefined) this.#held.push(change);
    else if (!(await this.#storage.queue.add(change))) throw new SallyportError('recording_unavailable');
  }
}
