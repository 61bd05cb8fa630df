import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tagged } from './logits.ts';
import { tagTokens } from './tag-tokens.ts';

const { signal } = new AbortController();

describe('tagTokens', () => {
  it('tags each token once, in windows of what the model takes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(100), fc.integer({ min: 4, max: 20 }), async (count, most) => {
        const ids = Array.from({ length: count }, (_, at) => at);
        const tag = async (window: readonly number[]): Promise<readonly Tagged[]> => {
          expect(window.length).toBeLessThanOrEqual(most);
          return window.map((id) => ({ label: `L${id}`, probability: 0.5 }));
        };
        const tags = await tagTokens(ids, { model: { most, tag }, signal });
        expect(tags.map(({ label }) => label)).toEqual(ids.map((id) => `L${id}`));
      }),
    );
  });

  it('believes the window that finds something', async () => {
    const tag = async (window: readonly number[]): Promise<readonly Tagged[]> =>
      window.map((id, at) =>
        id === 3 && at === 3 ? { label: 'B-PER', probability: 0.6 } : { label: 'O', probability: 1 },
      );
    const tags = await tagTokens([0, 1, 2, 3, 4, 5, 6, 7], { model: { most: 4, tag }, signal });
    expect(tags.map(({ label }) => label)).toEqual(['O', 'O', 'O', 'B-PER', 'O', 'O', 'O', 'O']);
  });

  it('stops between windows', async () => {
    const stop = new AbortController();
    let windows = 0;
    const tag = async (window: readonly number[]): Promise<readonly Tagged[]> => {
      windows++;
      stop.abort();
      return window.map(() => ({ label: 'O', probability: 1 }));
    };
    await expect(tagTokens([0, 1, 2, 3, 4, 5], { model: { most: 4, tag }, signal: stop.signal })).rejects.toThrow();
    expect(windows).toBe(1);
  });
});
