import { describe, expect, it } from 'vitest';
import { alignPieces } from './align-pieces.ts';

/** The parts of a word at which its pieces were placed. */
function parts(word: string, pieces: readonly string[]): readonly string[] {
  return alignPieces(word, pieces).map(({ start, end }) => word.slice(start, end));
}

describe('alignPieces', () => {
  it.each([
    ['Delgado', ['del', '##ga', '##do'], ['Del', 'ga', 'do']],
    ['Okafor,', ['▁Okafor', ','], ['Okafor', ',']],
    ['Okafor', ['ĠOka', 'for'], ['Oka', 'for']],
    ['José', ['jose'], ['José']],
    ['Jose\u0301s', ['jose', '##s'], ['Jose', '\u0301s']],
    ['##5', ['#', '#', '5'], ['#', '#', '5']],
    ['', [], []],
  ])('of %j finds %j', (word, pieces, places) => {
    expect(parts(word, pieces)).toEqual(places);
  });

  it.each([
    ['a token that is not known', 'Øystein', ['[UNK]']],
    ['bytes in place of letters', '漢字', ['æ¼', '¢', 'åŃĹ']],
    ['a piece too few', 'Delgado', ['del', '##ga']],
    ['a piece too many', 'Del', ['del', '##ga']],
    ['another word', 'Delgado', ['okafor']],
  ])('takes the whole word for %s', (_, word, pieces) => {
    expect(parts(word, pieces)).toEqual(pieces.map(() => word));
  });
});
