import type { RuleSet } from './rule-set.ts';

/** The rules whose condition a question meets: those in any of the sets, and those in any of the lists of positions, which ascend. */
export interface Holding {
  readonly sets: readonly RuleSet[];
  readonly lists: readonly (readonly number[])[];
}

/** Goes through a holding once from its first rule on, 32 rules at a time. */
class Walk {
  readonly #holding: Holding;
  /** Where in each list the next position stands. */
  readonly #at: Uint32Array;

  constructor(holding: Holding) {
    this.#holding = holding;
    this.#at = new Uint32Array(holding.lists.length);
  }

  /** The bits of the rules of one word. Words may be left out, and must ascend. */
  word(word: number): number {
    const { sets, lists } = this.#holding;
    let bits = 0;
    for (let one = 0; one < sets.length; one++) bits |= sets[one]?.[word] ?? 0;
    for (let one = 0; one < lists.length; one++) bits |= this.#listed(one, word);
    return bits;
  }

  #listed(one: number, word: number): number {
    const list = this.#holding.lists[one] ?? [];
    let at = this.#at[one] ?? 0;
    let bits = 0;
    for (; at < list.length; at++) {
      const position = list[at] ?? 0;
      if (position >>> 5 > word) break;
      if (position >>> 5 === word) bits |= 1 << (position & 31);
    }
    this.#at[one] = at;
    return bits;
  }
}

/** The first rule, by position, that all holdings have and that fits; `-1` when there is none. */
export function findFirst(
  holdings: readonly Holding[],
  { words, fits }: { readonly words: number; readonly fits: (position: number) => boolean },
): number {
  const walks = holdings.map((holding) => new Walk(holding));
  for (let word = 0; word < words; word++) {
    let bits = 0xffff_ffff;
    for (let one = 0; one < walks.length && bits !== 0; one++) bits &= walks[one]?.word(word) ?? 0;
    for (; bits !== 0; bits &= bits - 1) {
      const position = (word << 5) + 31 - Math.clz32(bits & -bits);
      if (fits(position)) return position;
    }
  }
  return -1;
}
