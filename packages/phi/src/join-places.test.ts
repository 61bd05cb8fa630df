import type { Span } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { joinPlaces } from './join-places.ts';
import { spelled } from './testing/found.ts';

const places = (text: string, ...values: readonly string[]): readonly Span[] => {
  let from = 0;
  return values.map((value) => {
    const start = text.indexOf(value, from);
    from = start + value.length;
    return { start, end: from, type: 'LOCATION', score: 0.8 };
  });
};
const joined = (text: string, ...values: readonly string[]): readonly string[] =>
  spelled(text, joinPlaces(text, places(text, ...values)));

describe('joinPlaces', () => {
  it('takes the state between a town and its postal code, and a unit between two lines', () => {
    expect(joined('at 8 Elm St, Alder, ME 04401 now', '8 Elm St', 'Alder', '04401')).toEqual([
      '8 Elm St',
      'Alder, ME 04401',
    ]);
    expect(joined('8 Elm St\nSuite 27\nAlder', '8 Elm St', 'Alder')).toEqual(['8 Elm St\nSuite 27\nAlder']);
  });

  it('takes a state or country at the end of a full address, and the number before its street', () => {
    expect(joined('8 Rua Alta\nAlder\nBrazil 95828\n', '8 Rua Alta', 'Alder')).toEqual([
      '8 Rua Alta',
      'Alder\nBrazil 95828',
    ]);
    expect(joined('To 8 Elm St, Alder, Maine?', '8 Elm St, Alder')).toEqual(['8 Elm St, Alder, Maine']);
    expect(joined('Alder Mill, Bangor, ME\nCase', 'Alder Mill', 'Bangor')).toEqual(['Alder Mill', 'Bangor, ME']);
    expect(joined('to: 3482 Via Alta 71', 'Via Alta 71')).toEqual(['3482 Via Alta 71']);
  });

  it.each([
    ['lives in Alder, Maine', ['Alder'], ['Alder']],
    ['from Alder, ME to Bangor', ['Alder', 'Bangor'], ['Alder', 'Bangor']],
    ['Alder Mill, Bangor, ME was', ['Alder Mill', 'Bangor'], ['Alder Mill', 'Bangor']],
    ['Alder, ME, Bangor, ME', ['Alder', 'Bangor'], ['Alder', 'Bangor']],
    ['8 Elm St, Alder in Maine', ['8 Elm St', 'Alder'], ['8 Elm St', 'Alder']],
    ['8 Elm St, Alder, or Bangor', ['8 Elm St', 'Alder', 'Bangor'], ['8 Elm St', 'Alder', 'Bangor']],
  ])('leaves in %j', (text, values, left) => {
    expect(joined(text, ...values)).toEqual(left);
  });
});
