import { readMarked } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { score } from './score.ts';

const DOCUMENT = readMarked('⟦NAME|Ines Calloway⟧ of ⟦~|Ohio⟧, ⟦DATE|3/14⟧, walked');
const at = (start: number, end: number) => ({ start, end, type: 'NAME' as const, score: 1 });

describe('score', () => {
  it('counts an identifier only when all of it is found', () => {
    expect(score([DOCUMENT], () => [at(0, 4), at(23, 27)])).toMatchObject({ recall: 0.5, identifiers: 2 });
    expect(score([DOCUMENT], () => [at(0, 4), at(5, 13)]).byEntity.get('NAME')).toBe(1);
  });

  it('counts what is found and is none, but for what is not graded', () => {
    expect(score([DOCUMENT], () => [at(17, 21)]).falsePerThousand).toBe(0);
    expect(score([DOCUMENT], () => [at(29, 35)]).falsePerThousand).toBe(1000 / 6);
  });
});
