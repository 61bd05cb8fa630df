import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitsGlob as fits, readGlob } from './glob.ts';

const fitsGlob = (glob: string, text: string): boolean => fits(readGlob(glob), text);

describe('fitsGlob', () => {
  it.each([
    ['gpt-4o', 'gpt-4o', true],
    ['gpt-4o', 'gpt-4o-mini', false],
    ['gpt-4o*', 'gpt-4o', true],
    ['gpt-4o*', 'gpt-4o-mini', true],
    ['gpt-4o*', 'xgpt-4o', false],
    ['*', '', true],
    ['**', 'anything', true],
    ['*mini', 'gpt-4o-mini', true],
    ['*mini', 'gpt-4o-mini-2', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['gpt.4o', 'gpt-4o', false],
    ['gpt-4[a-z]', 'gpt-4o', false],
    ['GPT-4O', 'gpt-4o', false],
    ['a?', 'ab', false],
  ])('%s and %s: %s', (glob, text, expected) => {
    expect(fitsGlob(glob, text)).toBe(expected);
  });

  it('agrees with a regular expression on anything', () => {
    const letters = fc.stringMatching(/^[ab]{0,8}$/);
    fc.assert(
      fc.property(fc.stringMatching(/^[ab*]{0,8}$/), letters, (glob, text) => {
        expect(fitsGlob(glob, text)).toBe(new RegExp(`^${glob.replace(/\*+/g, '[^]*')}$`).test(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('answers about a million characters, however many stars there are', () => {
    expect(fitsGlob(`${'*a'.repeat(8)}b`, 'a'.repeat(1_000_000))).toBe(false);
    expect(fitsGlob(`*${'a'.repeat(60)}b*${'a'.repeat(60)}c`, 'a'.repeat(1_000_000))).toBe(false);
  });
});
