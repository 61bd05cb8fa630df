import { describe, expect, it } from 'vitest';
import { countParts, covers, levelsKey } from './part-levels.ts';

const level = (parts: Record<string, string>) => new Map(Object.entries(parts));

describe('part levels', () => {
  it('are told apart by names, values and depth, not by the order of keys', () => {
    expect(levelsKey([level({ a: '1', b: '2' })])).toBe(levelsKey([level({ b: '2', a: '1' })]));
    const others = [[level({ a: '1', b: '"2"' })], [level({ a: '1' })], [level({ a: '1' }), level({ b: '2' })], []];
    expect(new Set(others.map(levelsKey)).size).toBe(4);
    expect(levelsKey([level({ a: '"x\\n,b=2"' })])).not.toBe(levelsKey([level({ a: '"x"' }), level({ b: '2' })]));
  });

  it('cover themselves and what lies within', () => {
    const choice = [level({ index: '0' })];
    const call = [level({ index: '0' }), level({ index: '1' })];
    expect([covers([], call), covers(choice, call), covers(call, call), covers(call, choice)]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(covers([level({ output_index: '0' })], [level({ output_index: '0', content_index: '1' })])).toBe(true);
    expect(covers([level({ output_index: '1' })], [level({ output_index: '0', content_index: '1' })])).toBe(false);
  });

  it('count their parts', () => {
    expect(countParts([level({ a: '1', b: '2' }), level({ c: '3' })])).toBe(3);
  });
});
