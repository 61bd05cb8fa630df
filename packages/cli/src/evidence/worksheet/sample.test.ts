import { describe, expect, it } from 'vitest';
import { cellsOf } from './cells-of.test-support.ts';
import { Sample } from './sample.ts';

function draw(ids: readonly string[], size: number, seed = 'seed'): readonly string[] {
  const sample = new Sample({ seed, size });
  for (const id of ids) sample.take(id, [id]);
  return sample
    .lines()
    .slice(1)
    .map((line) => cellsOf(line)[2] ?? '');
}

const IDS = Array.from({ length: 300 }, (_, place) => `session-${place}`);

describe('Sample', () => {
  it('is the same whatever the order of the rows is', () => {
    expect(draw([...IDS].reverse(), 20)).toEqual(draw(IDS, 20));
  });

  it('holds the smaller one, and another with another seed', () => {
    expect(draw(IDS, 40).slice(0, 20)).toEqual(draw(IDS, 20));
    expect(draw(IDS, 20, 'another')).not.toEqual(draw(IDS, 20));
  });

  it('is the whole population where that is smaller, and nothing where nothing is asked for', () => {
    expect([...draw(IDS, 1_000)].sort()).toEqual([...IDS].sort());
    expect(draw(IDS, 0)).toEqual([]);
  });

  it('has at most 10,000 rows, whatever is asked for', () => {
    const many = Array.from({ length: 10_003 }, (_, place) => String(place));
    expect(draw(many, Number.MAX_SAFE_INTEGER).length).toBe(10_000);
  });
});
