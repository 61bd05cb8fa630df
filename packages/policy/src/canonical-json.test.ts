import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

describe('canonicalJson', () => {
  it('is JSON that means the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is the same in whatever order members stand, and without those that are undefined', () => {
    expect(canonicalJson({ b: [1, { d: 'x', c: true }], a: null, e: undefined })).toBe(
      '{"a":null,"b":[1,{"c":true,"d":"x"}]}',
    );
    expect(canonicalJson({ a: null, b: [1, { c: true, d: 'x' }] })).toBe('{"a":null,"b":[1,{"c":true,"d":"x"}]}');
  });

  it('keeps the order of lists', () => {
    expect(canonicalJson(['b', 'a'])).toBe('["b","a"]');
  });
});
