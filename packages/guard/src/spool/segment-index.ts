import type { Segment } from './segment.ts';
import type { PendingLimit } from './spool.ts';

/** The segments a spool owns, and which of them holds which event. */
export class SegmentIndex {
  readonly #adopted = new Set<Segment>();
  readonly #own = new Set<Segment>();
  readonly #holders = new Map<string, Segment>();

  /** How many events wait. */
  get events(): number {
    return this.#holders.size;
  }

  /** Their size in bytes of JWS. */
  get bytes(): number {
    let bytes = 0;
    for (const { waiting } of this) bytes += waiting.bytes;
    return bytes;
  }

  /** All segments, oldest first: those of ended processes before this one's. */
  *[Symbol.iterator](): IterableIterator<Segment> {
    yield* this.#adopted;
    yield* this.#own;
  }

  /** Whether the spool owns a segment. */
  has(segment: Segment): boolean {
    return this.#adopted.has(segment) || this.#own.has(segment);
  }

  /** The segment an event waits in. */
  holderOf(id: string): Segment | undefined {
    return this.#holders.get(id);
  }

  /** Adds a segment and the events that wait in it, as `hold` does. */
  add(segment: Segment, from: 'adopted' | 'own'): void {
    (from === 'own' ? this.#own : this.#adopted).add(segment);
    this.hold(
      segment,
      [...segment.places()].map(([id]) => id),
    );
  }

  /** Takes note of events that were appended to a segment. An event that waits elsewhere already is forgotten here. */
  hold(segment: Segment, ids: readonly string[]): void {
    for (const id of ids) {
      const holder = this.#holders.get(id);
      if (holder === undefined) this.#holders.set(id, segment);
      else if (holder !== segment) segment.forget(id);
    }
  }

  /** Forgets events, and gives the segments they waited in. */
  take(ids: readonly string[]): ReadonlyMap<Segment, readonly string[]> {
    const touched = new Map<Segment, string[]>();
    for (const id of new Set(ids)) {
      const segment = this.#holders.get(id);
      if (segment === undefined) continue;
      this.#holders.delete(id);
      segment.forget(id);
      const settled = touched.get(segment);
      if (settled === undefined) touched.set(segment, [id]);
      else settled.push(id);
    }
    return touched;
  }

  /** Drops a segment and all that waits in it. */
  drop(segment: Segment): void {
    this.#adopted.delete(segment);
    this.#own.delete(segment);
    for (const [id] of [...segment.places()]) if (this.#holders.get(id) === segment) this.#holders.delete(id);
  }

  /** The oldest events within the limit, by segment, leaving some segments out. */
  pick(limit: PendingLimit, without: ReadonlySet<Segment>): ReadonlyMap<Segment, readonly string[]> {
    const picked = new Map<Segment, readonly string[]>();
    let { events, bytes } = limit;
    for (const segment of this) {
      if (without.has(segment)) continue;
      const ids: string[] = [];
      for (const [id, place] of segment.places()) {
        bytes -= place.jwsBytes;
        if (events === 0 || bytes < 0) break;
        events -= 1;
        ids.push(id);
      }
      if (ids.length > 0) picked.set(segment, ids);
      if (events === 0 || bytes < 0) break;
    }
    return picked;
  }
}
