import { allMatches } from '../grammar/matches.ts';
import { Rewrite, type View } from './rewrite.ts';

// A letter or digit with diacritics that stand alone, or a Hangul syllable in parts.
const DECOMPOSED =
  /(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[\p{L}\p{N}])[\u0300-\u036F\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F]+|[\u1100-\u1112][\u1161-\u1175][\u11A8-\u11C2]?/gu;
/** No letter of any language takes more. */
const MOST_MARKS = 8;
const LEFT_OVER = /[\u0300-\u036F\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F]+/g;

/** Composes letters with their diacritics (NFC), and leaves out those that have no composed form, as in `3` in a keycap. */
export function composed(text: string): View | undefined {
  const rewrite = new Rewrite(text);
  for (const { 0: run, index } of allMatches(text, DECOMPOSED)) {
    const letter = run
      .slice(0, MOST_MARKS + 2)
      .normalize('NFC')
      .replace(LEFT_OVER, '');
    rewrite.replace(index, index + run.length, letter);
  }
  return rewrite.finish();
}
