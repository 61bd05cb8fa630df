import { describe, expect, it } from 'vitest';
import { measureText } from './measure-text.ts';

describe('measureText', () => {
  it.each([
    ['', 0, 0],
    [' \n\t', 0, 3],
    ['two words', 2, 9],
    ['🩺 José', 2, 6],
  ])('counts the words and code points of %j', (text, words, characters) => {
    expect(measureText(text)).toEqual({ words, characters });
  });
});
