import { describe, expect, it } from 'vitest';
import { readExportOrder, readNames } from './read-export-order.ts';

const NOW = Date.UTC(2026, 11, 1);

describe('the order of an export', () => {
  it('is all there is, or a period, and says whether recordings go with it', () => {
    expect(readExportOrder({}, NOW)).toEqual({ period: {}, filtered: false, recordings: false });
    const members = {
      from: '2026-11-01T00:00:00Z',
      to: '2026-11-02T00:00:00+01:00',
      filtered: 'true',
      recordings: 'true',
    };
    expect(readExportOrder(members, NOW)).toEqual({
      period: { from: Date.UTC(2026, 10, 1), to: Date.UTC(2026, 10, 1, 23) },
      filtered: true,
      recordings: true,
    });
  });

  it.each([
    ['no time', { from: 'yesterday' }],
    ['no day', { to: '2026-02-30T00:00:00Z' }],
    ['an empty period', { from: '2026-11-01T00:00:00Z', to: '2026-11-01T00:00:00Z' }],
    ['a period that ends before it begins', { from: '2026-11-02T00:00:00Z', to: '2026-11-01T00:00:00Z' }],
    ['one that lies ahead', { from: '2026-12-01T00:00:00.001Z' }],
    ['one that is not over', { to: '2026-12-01T00:00:00.001Z' }],
    ['neither true nor absent', { recordings: 'false' }],
    ['neither true nor absent of a filter', { filtered: 'yes' }],
  ])('is refused with %s', (_, members) => {
    expect(() => readExportOrder(members, NOW)).toThrow(expect.objectContaining({ code: 'request_invalid' }));
  });
});

describe('a list of names', () => {
  it('has commas between them, and at most 500', () => {
    expect(readNames(undefined, /^a$/)).toEqual([]);
    expect(readNames('a,a', /^a$/)).toEqual(['a', 'a']);
    expect(readNames(Array(500).fill('a').join(','), /^a$/)).toHaveLength(500);
    for (const text of ['', 'a,', 'a, a', 'b', Array(501).fill('a').join(',')]) {
      expect(() => readNames(text, /^a$/)).toThrow(expect.objectContaining({ code: 'request_invalid' }));
    }
  });
});
