import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { fax } from './fax.ts';

describe('fax', () => {
  it.each([
    ['Fax: (617) 555-0164', ['(617) 555-0164']],
    ['fax 555-0164', ['555-0164']],
    ['faxed to 617-555-0164', ['617-555-0164']],
    ['"fax":"6175550164"', ['6175550164']],
  ])('finds in %j %j', (text, values) => {
    expect([...new Set(found(fax, text))]).toEqual(values);
  });

  it.each(['phone 617-555-0164', 'fax received', 'faxed 3 pages'])('leaves %j alone', (text) => {
    expect(found(fax, text)).toEqual([]);
  });
});
