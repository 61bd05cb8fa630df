import { describe, expect, it } from 'vitest';
import { ALL_SHAPES, adversarialText } from './adversarial.ts';

const NOTES = 'Seen today.\nNo pain.\r\n'.repeat(100);

describe('adversarialText', () => {
  it.each(ALL_SHAPES)('%s: about the size asked for, and no two alike', (shape) => {
    const texts = [0, 1, 2, 35].map((number) => adversarialText({ shape, size: 1000, number }, NOTES));
    expect(texts.map(({ length }) => length)).toEqual([1000, 1001, 1002, 1035]);
    expect(new Set(texts).size).toBe(4);
  });

  it('nests as deep as it can', () => {
    expect(adversarialText({ shape: 'nested brackets', size: 8, number: 1 }, NOTES)).toBe('[[[[[]]]]');
  });

  it('is nothing but spaces', () => {
    expect(adversarialText({ shape: 'spaces', size: 8, number: 2 }, NOTES)).toBe('          ');
  });

  it('breaks no line', () => {
    for (const shape of ALL_SHAPES) {
      expect(adversarialText({ shape, size: 1000, number: 7 }, NOTES)).not.toMatch(/[\r\n]/u);
    }
  });
});
