import { describe, expect, it } from 'vitest';
import { isPlainWord, isSmallWord } from './plain-words.ts';

describe('isPlainWord', () => {
  it.each(['glucose', 'auth', 'gastroenterology', 'apparently', 'transiently', 'frau', 'pacientes'])(
    'says that nobody is called %j',
    (word) => {
      expect(isPlainWord(word)).toBe(true);
    },
  );

  it.each(['emily', 'beverly', 'kimberly', 'connolly', 'april', 'herr', 'kit', 'mari'])('leaves %j a name', (word) => {
    expect(isPlainWord(word)).toBe(false);
  });
});

describe('isSmallWord', () => {
  it.each([
    ['le', true],
    ['Le', false],
    ['das', true],
    ['Das', false],
    ['an', true],
    ['An', false],
  ])('says of %j: %j', (word, small) => {
    expect(isSmallWord(word)).toBe(small);
  });
});
