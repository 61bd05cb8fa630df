import { describe, expect, it } from 'vitest';
import { Tally } from './tally.ts';

const text = { name: 'a', words: 2, characters: 10, counts: { SSN: 1, NAME: 2 }, snippets: [] };
const piece = { line: 1, parts: ['x'] };

describe('Tally', () => {
  it('adds up, in the order of the entities', () => {
    const tally = new Tally();
    tally.add(text);
    tally.add({ ...text, counts: { FAX: 1 } });
    tally.refuse({ name: 'b', code: 'file_not_text', reason: 'The file is not text.' });
    tally.passOver();
    expect(tally.totals).toEqual({
      texts: 2,
      words: 4,
      characters: 20,
      found: 4,
      counts: { NAME: 2, FAX: 1, SSN: 1 },
      refused: 1,
      passedOver: 1,
      snippets: 0,
    });
    expect(Object.keys(tally.totals.counts)).toEqual(['NAME', 'FAX', 'SSN']);
  });

  it('keeps a bounded number of texts, refused files and snippets, and counts all', () => {
    const tally = new Tally();
    for (let at = 0; at < 10_050; at++) {
      tally.add({ ...text, snippets: [piece] });
      tally.refuse({ name: 'b', code: 'internal', reason: '' });
    }
    expect([tally.texts.length, tally.refused.length]).toEqual([10_000, 10_000]);
    expect(tally.texts.flatMap(({ snippets }) => snippets)).toHaveLength(2_000);
    expect(tally.totals).toMatchObject({ texts: 10_050, refused: 10_050, snippets: 10_050, found: 30_150 });
  });
});
