const SLOTS = 64;

/**
 * Gives things back when they are due, late by at most a 64th of the span; adding and taking out one costs the same however many
 * there are. (A timing wheel, Varghese and Lauck 1987, scheme 5.)
 */
export class DueWheel<T> {
  /** Two more than a span has: it begins and ends within a slot. */
  readonly #slots: T[][] = Array.from({ length: SLOTS + 2 }, () => []);
  readonly #slotMs: number;
  #reached: number;

  /** A wheel for things due within `spanMs` of when they are added. */
  constructor({ spanMs, now }: { readonly spanMs: number; readonly now: number }) {
    this.#slotMs = Math.max(1, Math.ceil(spanMs / SLOTS));
    this.#reached = Math.floor(now / this.#slotMs);
  }

  /** Adds a thing that is due at `dueAt`, at most a span after the time last given to `due`. */
  add(thing: T, dueAt: number): void {
    const slot = Math.max(this.#reached + 1, Math.ceil(dueAt / this.#slotMs));
    this.#slots[slot % this.#slots.length]?.push(thing);
  }

  /** Takes out what is due. `now` must not go back. */
  due(now: number): readonly T[] {
    const reached = Math.floor(now / this.#slotMs);
    const first = Math.max(this.#reached + 1, reached - this.#slots.length + 1);
    const due: T[] = [];
    for (let slot = first; slot <= reached; slot += 1) {
      for (const thing of this.#slots[slot % this.#slots.length]?.splice(0) ?? []) due.push(thing);
    }
    this.#reached = reached;
    return due;
  }
}
