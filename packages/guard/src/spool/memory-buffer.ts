import type { PendingLimit, SpooledEvent } from './spool.ts';

/** An event on its way to disk. */
export interface HeldEvent extends SpooledEvent {
  /** Bytes taken for it in the spool's room. */
  readonly cost: number;
  /** Whether its room was reserved: it is never refused. */
  readonly reserved: boolean;
}

/** Events kept in memory while there is no disk to keep them on, oldest first. */
export class MemoryBuffer {
  readonly #held = new Map<string, HeldEvent>();
  #bytes = 0;

  /** How many events wait here. */
  get size(): number {
    return this.#held.size;
  }

  /** Their size in bytes of JWS. */
  get bytes(): number {
    return this.#bytes;
  }

  get(id: string): HeldEvent | undefined {
    return this.#held.get(id);
  }

  add(held: HeldEvent): void {
    this.#held.set(held.id, held);
    this.#bytes += held.jws.length;
  }

  /** Forgets an event, and gives it. */
  take(id: string): HeldEvent | undefined {
    const held = this.#held.get(id);
    if (held === undefined) return undefined;
    this.#held.delete(id);
    this.#bytes -= held.jws.length;
    return held;
  }

  /** The oldest events within the limit, leaving those out that `without` has. */
  oldest(limit: PendingLimit, without: ReadonlySet<string> = new Set()): readonly HeldEvent[] {
    const found: HeldEvent[] = [];
    let { bytes } = limit;
    for (const held of this.#held.values()) {
      if (without.has(held.id)) continue;
      bytes -= held.jws.length;
      if (bytes < 0 || found.length === limit.events) break;
      found.push(held);
    }
    return found;
  }
}
