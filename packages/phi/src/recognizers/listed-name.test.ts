import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { listedName } from './listed-name.ts';

describe('listed-name', () => {
  it.each([
    ['CALLOWAY,INES M #6620914', ['CALLOWAY,INES M']],
    ['Calloway, Ines 12-34-56 1961', ['Calloway, Ines']],
    ['Alder, Bo - dialysis', ['Alder, Bo']],
    ['Calloway, Ines (44F)', ['Calloway, Ines']],
  ])('finds in %j %j', (text, values) => {
    expect([...new Set(found(listedName, text))]).toEqual(values);
  });

  it.each(['Abdomen, Pelvis', 'CBC, CMP 3 times', 'Regular, Normal', 'Chest, Pain', 'seen Alder, Bo'])(
    'leaves %j alone',
    (text) => {
      expect(found(listedName, text)).toEqual([]);
    },
  );
});
