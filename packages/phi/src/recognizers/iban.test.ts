import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { iban } from './iban.ts';

describe('iban', () => {
  it.each([
    ['GB82 WEST 1234 5698 7654 32', ['GB82 WEST 1234 5698 7654 32']],
    ['DE89370400440532013000', ['DE89370400440532013000']],
  ])('finds in %j %j', (text, values) => {
    expect([...new Set(found(iban, text))]).toEqual(values);
  });

  it.each(['GB82 WEST 1234 5698 7654 33', 'AB12'])('leaves %j alone', (text) => {
    expect(found(iban, text)).toEqual([]);
  });
});
