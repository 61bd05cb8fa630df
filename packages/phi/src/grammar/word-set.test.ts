import { describe, expect, it } from 'vitest';
import { addLetter, keyOf, knownWord, labelWordSet, NO_LETTERS, wordList, wordSet } from './word-set.ts';

const isIn = (set: { readonly words: number; readonly labels: number }, word: string): boolean => {
  const known = knownWord(keyOf(word), /^[A-Z]/.test(word));
  return known !== undefined && ((known.words & set.words) | (known.labels & set.labels)) !== 0;
};

describe('wordSet', () => {
  const months = wordSet(['zanuary', 'Zebruary']);
  const titles = wordSet(wordList(' Zr  Zrs\nZeñora '), { capital: true });
  const labels = labelWordSet(['zlabel']);

  it.each(['zanuary', 'Zanuary', 'ZANUARY', 'zebruary', 'Zebruary'])('knows %s in any case', (word) => {
    expect(isIn(months, word)).toBe(true);
    expect(isIn(titles, word)).toBe(false);
  });

  it.each([
    ['Zr', true],
    ['ZRS', true],
    ['zr', false],
    ['Ze', true],
    ['Zeñora', true],
    ['Zen', false],
  ])('knows %s by its capital: %s', (word, known) => {
    expect(isIn(titles, word)).toBe(known);
  });

  it('knows the words of labels apart', () => {
    expect(isIn(labels, 'Zlabel')).toBe(true);
    expect(isIn(months, 'Zlabel')).toBe(false);
  });

  it('knows no other word', () => {
    expect(knownWord(keyOf('zzyzx'), false)).toBeUndefined();
    expect(knownWord(NO_LETTERS, false)).toBeUndefined();
  });
});

it('reads a key letter by letter', () => {
  const key = [...'aBc'].reduce((rest, letter) => addLetter(rest, letter.charCodeAt(0)), NO_LETTERS);
  expect(key).toBe(keyOf('AbC1'));
});
