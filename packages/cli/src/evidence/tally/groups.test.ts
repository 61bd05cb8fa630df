import { describe, expect, it } from 'vitest';
import { Groups } from './groups.ts';

describe('Groups', () => {
  it('ranks by weight, and equals by their keys', () => {
    const groups = new Groups(() => ({ count: 0 }));
    for (const key of ['b', 'a', 'c', 'c', 'Z']) groups.at(key).count += 1;
    expect(groups.ranked(({ count }) => count).map(({ key }) => key)).toEqual(['c', 'Z', 'a', 'b']);
    expect(groups.others).toBeUndefined();
  });

  it('tells so many apart, and counts those that come after together', () => {
    const groups = new Groups(() => ({ count: 0 }), 2);
    for (const key of ['a', 'b', 'c', 'd', 'a', 'c']) groups.at(key).count += 1;
    expect(groups.sorted()).toEqual([
      { key: 'a', tally: { count: 2 } },
      { key: 'b', tally: { count: 1 } },
    ]);
    expect(groups.others).toEqual({ count: 3 });
  });
});
