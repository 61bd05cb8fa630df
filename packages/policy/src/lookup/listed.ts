import type { Holding } from './holding.ts';
import { add, type RuleSet, wordsFor } from './rule-set.ts';

/** The rules that list a value: their positions, or, where they are many, a set. Whichever takes less room. */
type Posting = number[] | RuleSet;

/** Which rules list which values under one condition. It takes as much room as the lists do. */
export class Listed {
  readonly #size: number;
  /** The rules without this condition, for which any value will do. */
  readonly #free: RuleSet;
  readonly #postings = new Map<unknown, Posting>();
  #isAsked = false;

  constructor(size: number) {
    this.#size = wordsFor(size);
    this.#free = new Uint32Array(this.#size);
  }

  /** Tells that a rule, by its position, lists these values; or, without any, that it does not ask. Rules come in their order. */
  learn(position: number, values: Iterable<unknown> | undefined): void {
    if (values === undefined) {
      add(this.#free, position);
    } else {
      this.#isAsked = true;
      for (const value of new Set(values)) this.#learnOne(position, value);
    }
  }

  /** Whether any rule has the condition. */
  get isAsked(): boolean {
    return this.#isAsked;
  }

  /** The rules whose condition one of the values meets, with those that have none. */
  holding(values: Iterable<unknown>): Holding {
    const sets = [this.#free];
    const lists: number[][] = [];
    for (const value of new Set(values)) {
      const posting = this.#postings.get(value);
      if (Array.isArray(posting)) lists.push(posting);
      else if (posting !== undefined) sets.push(posting);
    }
    return { sets, lists };
  }

  #learnOne(position: number, value: unknown): void {
    const posting = this.#postings.get(value) ?? [];
    if (Array.isArray(posting)) posting.push(position);
    else add(posting, position);
    // A position takes a word or more; a set takes one for every 32 rules.
    const isLong = Array.isArray(posting) && posting.length > this.#size;
    this.#postings.set(value, isLong ? this.#setOf(posting) : posting);
  }

  #setOf(positions: readonly number[]): RuleSet {
    const set = new Uint32Array(this.#size);
    for (const position of positions) add(set, position);
    return set;
  }
}
