import { gazetteerOf } from '../src/tagger/ear.ts';
import type { Model } from '../src/tagger/read-model.ts';
import type { Eyes } from '../src/tagger/text-sight.ts';
import { TOKEN } from '../src/tagger/tokens.ts';
import { putWord, type WordColumns } from '../src/tagger/word-columns.ts';
import { OUTSIDE_WORD, REACH, type SeenWord, seeWord } from '../src/tagger/word-sight.ts';

const MEMORY = 400_000;

/** What sees words in training, as the tagger will, remembering those it saw. */
export interface TrainingEyes extends Eyes {
  /** The words of the text that was begun last, by what the columns know them by. */
  readonly words: readonly SeenWord[];
}

/** What the words are looked up in. */
export type TrainingLists = Pick<Model, 'filters' | 'placePairs' | 'classes' | 'clusters'>;

/** Makes eyes that see words with these lists. */
export function trainingEyes(lists: TrainingLists): TrainingEyes {
  const gazetteer = gazetteerOf(lists);
  const outside = seeWord(OUTSIDE_WORD, TOKEN.mark, gazetteer);
  const seen = new Map<string, SeenWord>();
  const words: SeenWord[] = [];
  const put = (columns: WordColumns, place: number, word: SeenWord): void => {
    columns.known[place] = words.push(word) - 1;
    putWord(columns, place, word);
  };
  return {
    placePairs: lists.placePairs,
    words,
    begin: () => {
      words.length = 0;
    },
    seeOutside: (columns, place) => put(columns, place, outside),
    see: ({ text, starts, ends, kinds }, at, columns) => {
      const word = text.slice(starts[at], ends[at]);
      const known = seen.get(word) ?? seeWord(word, kinds[at] ?? 0, gazetteer);
      if (seen.size > MEMORY) seen.clear();
      seen.set(word, known);
      put(columns, at + REACH, known);
    },
  };
}
