import { describe, expect, it } from 'vitest';
import { varyNote } from './vary-note.ts';

const NOTE = {
  text: 'CALLOWAY, INES\nMs. Calloway, 54, seen 04/17/2026. Signed: calloway\n',
  identifiers: [
    { type: 'NAME', value: 'CALLOWAY, INES' },
    { type: 'DATE', value: '04/17/2026' },
  ],
};

describe('varyNote', () => {
  it('names somebody else, the same wherever she stands and in the case she stood in', () => {
    const [first = '', second = '', third = ''] = varyNote(NOTE, 7).split('\n');
    const family = first.split(',')[0] ?? '';
    expect(varyNote(NOTE, 7)).not.toMatch(/calloway|ines/iu);
    expect(family).toMatch(/^\p{Lu}{4,}$/u);
    expect(second).toBe(
      `Ms. ${family.slice(0, 1)}${family.slice(1).toLowerCase()}, 54, seen 04/17/2026. Signed: ${family.toLowerCase()}`,
    );
    expect(third).toBe('Lab reference 7.');
  });

  it('gives every number a text of its own, and always the same', () => {
    const texts = Array.from({ length: 2000 }, (_, number) => varyNote(NOTE, number));
    expect(new Set(texts).size).toBe(2000);
    expect(varyNote(NOTE, 1234)).toBe(texts[1234]);
  });

  it('leaves a note without names as it is, but for the last line', () => {
    expect(varyNote({ text: 'BP 120/80', identifiers: [] }, 35)).toBe('BP 120/80\nLab reference z.\n');
  });
});
