import { describe, expect, it } from 'vitest';
import { readMarked } from './read-marked.ts';

describe('readMarked', () => {
  it('gives the text without marks, and where they were', () => {
    expect(readMarked('Pt ⟦NAME|Ines Calloway⟧ of ⟦LOCATION.city|Dunmore⟧, ⟦~|PA⟧.')).toEqual({
      text: 'Pt Ines Calloway of Dunmore, PA.',
      spans: [
        { start: 3, end: 16, type: 'NAME' },
        { start: 20, end: 27, type: 'LOCATION' },
      ],
      ungraded: [{ start: 29, end: 31 }],
    });
  });

  it('refuses an entity that there is not', () => {
    expect(() => readMarked('⟦PERSON|Ines⟧')).toThrow(RangeError);
  });
});
