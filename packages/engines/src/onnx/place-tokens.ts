import { alignPieces } from './align-pieces.ts';
import type { Token, TokenModel } from './token-model.ts';
import { splitWords } from './words.ts';

/** A token, and where it stands in the text, in UTF-16 code units. */
export interface PlacedToken extends Token {
  readonly start: number;
  readonly end: number;
  /** Which word of the text it is part of. */
  readonly word: number;
}

/**
 * The tokens of a text and their places. Words are given to the tokenizer one by one, with a space before those that have one: every
 * tokenizer splits at white space first, so that this makes the same tokens as the whole text would.
 */
export function placeTokens(text: string, model: Pick<TokenModel, 'tokenize'>): readonly PlacedToken[] {
  return splitWords(text).flatMap((word, index) => {
    const tokens = model.tokenize(word.spaced ? ` ${word.text}` : word.text);
    const places = alignPieces(
      word.text,
      tokens.map(({ piece }) => piece),
    );
    return tokens.map((token, at) => {
      const { start, end } = places[at] ?? { start: 0, end: word.text.length };
      return { ...token, start: word.start + start, end: word.start + end, word: index };
    });
  });
}
