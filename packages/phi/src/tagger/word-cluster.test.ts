import { describe, expect, it } from 'vitest';
import source from './model.json' with { type: 'json' };
import { readModel } from './read-model.ts';
import { clusterOfWord } from './word-cluster.ts';

const { clusters } = readModel(source);
const clusterOf = (word: string) => clusterOfWord(word, clusters);

describe('the cluster of a word', () => {
  it.each([
    ['cardiology', 'oncology'],
    ['fitchburg', 'framingham'],
    ['monday', 'thursday'],
  ])('is shared by words used alike: %s, %s', (one, other) => {
    expect(clusterOf(one)).toBeGreaterThan(0);
    expect(clusterOf(other)).toBe(clusterOf(one));
  });

  it('is another for words used otherwise', () => {
    expect(new Set(['cardiology', 'framingham', 'monday', 'walked'].map(clusterOf)).size).toBe(4);
  });

  it('is none for most words that nobody listed', () => {
    const invented = Array.from({ length: 200 }, (_, at) => `zorblax${at.toString(36)}quen`);
    expect(invented.filter((word) => clusterOf(word) === 0).length).toBeGreaterThan(170);
  });
});
