import { describe, expect, it } from 'vitest';
import { suggest } from './suggest.ts';

describe('suggest', () => {
  it.each([
    ['baseURL', 'baseUrl'],
    ['conections', 'connections'],
    ['zzzzzz', undefined],
    ['x'.repeat(100_000), undefined],
  ])('%.20s', (word, expected) => {
    expect(suggest(word, ['baseUrl', 'connections', 'jwksUri'])).toBe(expected);
  });
});
