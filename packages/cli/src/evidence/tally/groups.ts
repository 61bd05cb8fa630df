/** How many groups of a kind are told apart, unless said otherwise. Those that come after are counted together. */
const MOST_GROUPS = 10_000;

/** One group of many. */
export interface Group<T> {
  readonly key: string;
  readonly tally: T;
}

/** Counts by key, for a bounded number of keys: those that come first. All others share one count. */
export class Groups<T> {
  readonly #make: () => T;
  readonly #most: number;
  readonly #groups = new Map<string, T>();
  #others: T | undefined;

  constructor(make: () => T, most = MOST_GROUPS) {
    this.#make = make;
    this.#most = most;
  }

  /** What is counted under a key. */
  at(key: string): T {
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    if (this.#groups.size >= this.#most) {
      this.#others ??= this.#make();
      return this.#others;
    }
    const made = this.#make();
    this.#groups.set(key, made);
    return made;
  }

  /** The groups, the one of which `weight` is greatest first, and of equals the one whose key sorts first by its UTF-16 code units. */
  ranked(weight: (tally: T) => number): readonly Group<T>[] {
    return this.#all().sort((a, b) => weight(b.tally) - weight(a.tally) || compareTexts(a.key, b.key));
  }

  /** The groups by their keys. */
  sorted(): readonly Group<T>[] {
    return this.#all().sort((a, b) => compareTexts(a.key, b.key));
  }

  /** What is counted of those past the bound; absent where there are none. */
  get others(): T | undefined {
    return this.#others;
  }

  #all(): Group<T>[] {
    return [...this.#groups].map(([key, tally]) => ({ key, tally }));
  }
}

/** Orders texts by their UTF-16 code units, whatever the language of this machine is. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
