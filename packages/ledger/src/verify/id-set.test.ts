import { describe, expect, it } from 'vitest';
import { IdSet } from './id-set.ts';

describe('IdSet', () => {
  it('tells what is new, in every shard', () => {
    const ids = new IdSet(2);
    for (const id of ['a', 'b', 'c', 'd', 'e']) expect(ids.add(id)).toBe(true);
    for (const id of ['a', 'b', 'c', 'd', 'e']) expect(ids.add(id)).toBe(false);
    expect(ids.has('e')).toBe(true);
    expect(ids.has('f')).toBe(false);
    expect(ids.size).toBe(5);
  });
});
