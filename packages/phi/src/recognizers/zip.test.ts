import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { zip } from './zip.ts';

describe('zip', () => {
  it.each([
    ['97123-6604', ['97123-6604']],
    ['Fairview, CA 97123', ['97123']],
    ['Springfield Ohio 43999', ['43999']],
    ['ZIP: 04401', ['04401']],
    ['postal code K1A 0B6', ['K1A 0B6']],
  ])('finds in %j %j', (text, values) => {
    expect([...new Set(found(zip, text))]).toEqual(values);
  });

  it.each(['CPT 99213', '04401', 'troponin 12345', 'ZIP: [LOCATION]', 'NDC 12345-6789-01'])(
    'leaves %j alone',
    (text) => {
      expect(found(zip, text)).toEqual([]);
    },
  );
});
