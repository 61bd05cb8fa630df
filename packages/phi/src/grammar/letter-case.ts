/** Writes a lower-case word in the letter case of another: in capitals, with a capital, or without. */
export function inCaseOf(like: string, word: string): string {
  const lower = like.toLowerCase();
  // Letters that have no case take a capital, as names do.
  if (like === lower && like !== like.toUpperCase()) return word;
  if (like === like.toUpperCase() && like !== lower && like.length > 1) return word.toUpperCase();
  return word.charAt(0).toUpperCase() + word.slice(1);
}
