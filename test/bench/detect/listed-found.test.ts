import { describe, expect, it } from 'vitest';
import { listedFound } from './listed-found.ts';

const NOTE = {
  text: 'Ines, 4471208, Ines',
  identifiers: [
    { type: 'NAME', value: 'Ines' },
    { type: 'MRN', value: '4471208' },
    { type: 'NAME', value: 'Nobody' },
  ],
};

describe('listedFound', () => {
  it('counts what is covered as a whole', () => {
    expect(listedFound([NOTE], () => [{ start: 0, end: 5 }])).toEqual({ listed: 3, found: 1 });
    expect(listedFound([NOTE], () => [{ start: 6, end: 12 }])).toEqual({ listed: 3, found: 0 });
  });

  it('finds nothing where nothing is found or listed', () => {
    expect(listedFound([NOTE], () => [])).toEqual({ listed: 3, found: 0 });
    expect(listedFound([], () => [])).toEqual({ listed: 0, found: 0 });
  });
});
