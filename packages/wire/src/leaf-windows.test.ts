import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leafWindows, WINDOW_LEAVES, WINDOW_LENGTH } from './leaf-windows.ts';
import type { TextLeaf } from './text-document.ts';

const leaf = (length: number): TextLeaf => ({ text: 'x'.repeat(length), role: 'text' });

describe('leafWindows', () => {
  it('gives every leaf once, in order, in windows of bounded size', async () => {
    const lengths = fc.array(fc.oneof(fc.constant(0), fc.nat({ max: 90_000 })), { maxLength: 30 });
    const law = fc.property(lengths, fc.nat({ max: 600 }), (some, empty) => {
      const leaves = [...some.map(leaf), ...Array.from({ length: empty }, () => leaf(0))];
      const windows = [...leafWindows(leaves)];
      expect(windows.flat()).toEqual(leaves);
      for (const window of windows) {
        expect(window.length).toBeGreaterThan(0);
        expect(window.length).toBeLessThanOrEqual(WINDOW_LEAVES);
        const length = window.reduce((sum, { text }) => sum + text.length, 0);
        if (window.length > 1) expect(length).toBeLessThanOrEqual(WINDOW_LENGTH);
      }
    });
    await fc.assert(law, { numRuns: 200 });
  });

  it('fills its windows', () => {
    const sizes = [...leafWindows(Array.from({ length: 600 }, () => leaf(1)))].map((window) => window.length);
    expect(sizes).toEqual([WINDOW_LEAVES, WINDOW_LEAVES, 600 - 2 * WINDOW_LEAVES]);
    expect([...leafWindows([])]).toEqual([]);
  });
});
