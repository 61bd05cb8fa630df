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
