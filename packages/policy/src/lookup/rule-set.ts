/** Which rules of a policy, by position: one bit each, 32 to a word. */
export type RuleSet = Uint32Array;

/** How many words hold so many bits. */
export function wordsFor(count: number): number {
  return (count + 31) >>> 5;
}

/** Adds a rule to a set. */
export function add(set: RuleSet, position: number): void {
  const word = position >>> 5;
  set[word] = (set[word] ?? 0) | (1 << (position & 31));
}

/** Adds all rules of one set to another as large. */
export function addAll(set: RuleSet, other: RuleSet): void {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] ?? 0) | (other[word] ?? 0);
}

/** Leaves only those rules in a set that are in another as large, too. */
export function keepOnly(set: RuleSet, other: RuleSet): void {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] ?? 0) & (other[word] ?? 0);
}

/** The first rule of a set that fits; `-1` when none does. */
export function findFirst(set: RuleSet, fits: (position: number) => boolean): number {
  for (let word = 0; word < set.length; word++) {
    for (let bits = set[word] ?? 0; bits !== 0; bits &= bits - 1) {
      const position = (word << 5) + 31 - Math.clz32(bits & -bits);
      if (fits(position)) return position;
    }
  }
  return -1;
}
