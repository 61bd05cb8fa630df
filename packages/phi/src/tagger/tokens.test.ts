import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GAP, tokenize } from './tokens.ts';

const words = (text: string): readonly string[] => {
  const { count, starts, ends } = tokenize(text);
  return Array.from({ length: count }, (_, at) => text.slice(starts[at], ends[at]));
};

describe('tokenize', () => {
  it.each([
    ["O'Shea's MRN4471208", ["O'Shea", "'", 's', 'MRN', '4471208']],
    ['4/9/57, Ngọc-Lan', ['4', '/', '9', '/', '57', ',', 'Ngọc', '-', 'Lan']],
    ['', []],
    [' \n\t ', []],
  ])('cuts %j into %j', (text, cut) => {
    expect(words(text)).toEqual(cut);
  });

  it('tells what stands before each', () => {
    const { gaps, count } = tokenize('a b  c\td\ne,');
    expect([...gaps.slice(0, count)]).toEqual([GAP.line, GAP.space, GAP.column, GAP.column, GAP.line, GAP.none]);
  });

  it('leaves out nothing but space', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(words(text).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    );
  });
});
