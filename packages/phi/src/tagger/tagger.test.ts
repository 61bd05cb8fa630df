import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../testing/clinical-text.ts';
import source from './model.json' with { type: 'json' };
import { readModel } from './read-model.ts';
import { Tagger } from './tagger.ts';

const model = readModel(source);

describe('Tagger', () => {
  const old = new Tagger(model);

  it('finds the same however much it has read before', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(old.find(text)).toEqual(new Tagger(model).find(text));
      }),
      { numRuns: 40 },
    );
  });

  it('finds the same a second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(old.find(text)).toEqual(old.find(text));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps apart more words of one text than it remembers', () => {
    const words = Array.from(
      { length: 60_000 },
      (_, index) => `w${index.toString(36).replace(/\d/g, (d) => 'qrstuvwxyz'.charAt(Number(d)))}e`,
    );
    const text = `${words.join(' ')}\nPatient: Ines Calloway, seen by Dr. Tamsin Alder.`;
    const found = (tagger: Tagger): readonly string[] =>
      tagger.find(text).map(({ start, end }) => text.slice(start, end));
    expect(found(old)).toEqual(expect.arrayContaining(['Ines Calloway', 'Tamsin Alder']));
    expect(found(old)).toEqual(found(new Tagger(model)));
  });
});
