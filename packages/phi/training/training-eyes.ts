import { folded, mayHold } from '../src/tagger/bloom.ts';
import { tellingBits } from '../src/tagger/lists.ts';
import type { Eyes } from '../src/tagger/text-sight.ts';
import { TOKEN } from '../src/tagger/tokens.ts';
import { OUTSIDE_WORD, seeWord, type WordSight } from '../src/tagger/word-sight.ts';

const MEMORY = 400_000;

/** What sees words in training, as the tagger will, remembering those it saw. */
export function trainingEyes(filters: readonly Uint8Array[]): Eyes {
  const listsOf = (lower: string): number => {
    const plain = folded(lower);
    return filters.reduce(
      (bits, filter, index) => (mayHold(filter, plain) ? bits | (1 << index) : bits),
      tellingBits(lower),
    );
  };
  const seen = new Map<string, WordSight>();
  return {
    outside: seeWord(OUTSIDE_WORD, TOKEN.mark, listsOf),
    see: ({ text, starts, ends, kinds }, at) => {
      const word = text.slice(starts[at], ends[at]);
      const known = seen.get(word) ?? seeWord(word, kinds[at] ?? 0, listsOf);
      if (seen.size > MEMORY) seen.clear();
      seen.set(word, known);
      return known;
    },
  };
}
