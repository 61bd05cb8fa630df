import type { JsonFault } from './json-sink.ts';

/** What a key takes beside its text, in UTF-16 code units. */
const KEY_COST = 32;

/** Up to so many keys a list is faster than a set. */
const FEW = 8;

/** The keys of the objects that stand open, to find one that stands twice in its own. */
export class KeyMemory {
  readonly #open: (string[] | Set<string>)[] = [];
  readonly #limit: number;
  #held = 0;

  /** Holds at most `limit` UTF-16 code units of keys at once, 32 added for each. Default: as many as come. */
  constructor(limit = Number.POSITIVE_INFINITY) {
    this.#limit = limit;
  }

  /** An object begins. */
  open(): void {
    this.#open.push([]);
  }

  /** The innermost object ends, and its keys are forgotten. */
  close(): void {
    const keys = this.#open.pop();
    if (keys === undefined || this.#limit === Number.POSITIVE_INFINITY) return;
    for (const key of keys) this.#held -= key.length + KEY_COST;
  }

  /** Remembers a key of the innermost object, or tells why not. */
  add(key: string): JsonFault | undefined {
    if (this.#isKnown(key)) return 'body_duplicate_key';
    this.#held += key.length + KEY_COST;
    return this.#held > this.#limit ? 'body_too_large' : undefined;
  }

  #isKnown(key: string): boolean {
    const keys = this.#open.at(-1);
    if (!Array.isArray(keys)) {
      if (keys?.has(key)) return true;
      keys?.add(key);
    } else {
      if (keys.includes(key)) return true;
      if (keys.length < FEW) keys.push(key);
      else this.#open[this.#open.length - 1] = new Set(keys).add(key);
    }
    return false;
  }
}
