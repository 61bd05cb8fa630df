import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { card } from './card.ts';

describe('card', () => {
  it.each([
    ['4111 1111 1111 1111', ['4111 1111 1111 1111']],
    ['5555-5555-5555-4444', ['5555-5555-5555-4444']],
    ['378282246310005', ['378282246310005']],
  ])('finds in %j %j', (text, values) => {
    expect([...new Set(found(card, text))]).toEqual(values);
  });

  it.each(['4111 1111 1111 1112', '4444444444444444', '1234567890123', '**** **** **** 1111'])(
    'leaves %j alone',
    (text) => {
      expect(found(card, text)).toEqual([]);
    },
  );
});
