import { describe, expect, it } from 'vitest';
import { groupTokens } from './group-tokens.ts';

/** Groups the tokens of a text, each given with its label, and gives their names and words. */
function grouped(text: string, labelled: readonly (readonly [string, string])[]): readonly string[] {
  let from = 0;
  let word = -1;
  const tokens = labelled.map(([piece], id) => {
    const start = text.indexOf(piece, from);
    if (start > from || id === 0) word++;
    from = start + piece.length;
    return { piece, id, start, end: from, word };
  });
  const tags = labelled.map(([, label]) => ({ label, probability: 0.5 }));
  return groupTokens(text, { tokens, tags }).map(({ name, start, end }) => `${name} ${text.slice(start, end)}`);
}

describe('groupTokens', () => {
  it.each([
    ['IOB2', 'B-PER', 'I-PER', ['PER Maria Delgado']],
    ['a name that begins anew', 'B-PER', 'B-PER', ['PER Maria', 'PER Delgado']],
    ['BIOES', 'B-PER', 'E-PER', ['PER Maria Delgado']],
    ['BILOU', 'B-PER', 'L-PER', ['PER Maria Delgado']],
    ['single ones', 'S-PER', 'U-PER', ['PER Maria', 'PER Delgado']],
    ['plain labels', 'PER', 'PER', ['PER Maria Delgado']],
    ['a beginning that is missing', 'I-PER', 'I-PER', ['PER Maria Delgado']],
    ['lower case', 'B-per', 'I-per', ['PER Maria Delgado']],
    ['two kinds', 'B-PER', 'I-LOC', ['PER Maria', 'LOC Delgado']],
    ['one of them', 'O', 'B-PER', ['PER Delgado']],
    ['none', 'O', 'O', []],
  ])('reads %s', (_, first, second, groups) => {
    expect(
      grouped('Maria Delgado', [
        ['Maria', first],
        ['Delgado', second],
      ]),
    ).toEqual(groups);
  });

  it('leaves no half of a word over', () => {
    expect(
      grouped('x Delgado, y', [
        ['x', 'O'],
        ['Del', 'O'],
        ['ga', 'B-PER'],
        ['do', 'O'],
        [',', 'O'],
      ]),
    ).toEqual(['PER Delgado']);
  });

  it('parts no character', () => {
    const text = `a${'𝒟'.repeat(80)}`;
    expect(
      groupTokens(text, {
        tokens: [{ piece: 'a', id: 0, start: 0, end: 1, word: 0 }],
        tags: [{ label: 'PER', probability: 1 }],
      }),
    ).toEqual([{ name: 'PER', start: 0, end: 65, score: 1 }]);
  });
});
