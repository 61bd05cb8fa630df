import { listBits } from '../src/tagger/heard-word.ts';
import type { Model } from '../src/tagger/read-model.ts';
import type { Eyes } from '../src/tagger/text-sight.ts';
import { TOKEN } from '../src/tagger/tokens.ts';
import { OUTSIDE_WORD, type SeenWord, seeWord } from '../src/tagger/word-sight.ts';

const MEMORY = 400_000;

/** What sees words in training, as the tagger will, remembering those it saw. */
export function trainingEyes({ filters, placePairs }: Pick<Model, 'filters' | 'placePairs'>): Eyes {
  const listsOf = (lower: string): number => listBits(lower, filters);
  const seen = new Map<string, SeenWord>();
  return {
    placePairs,
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
