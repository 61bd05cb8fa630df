import { describe, expect, it } from 'vitest';
import { findLabels, indexLabels, labelList } from './label.ts';

const LABELS = indexLabels([
  { labels: labelList('patient, pt, s/n'), means: 'short' },
  { labels: labelList('patient name, member id, m.r.n'), means: 'long' },
]);
const hits = (text: string): readonly string[] =>
  findLabels(text, LABELS).map(({ start, end, means }) => `${text.slice(start, end)}=${means}`);

describe('findLabels', () => {
  it.each([
    ['Patient Name: x', ['Patient Name=long']],
    ['patient: x', ['patient=short']],
    [
      'memberId member_id Member-ID MEMBER  ID',
      ['memberId=long', 'member_id=long', 'Member-ID=long', 'MEMBER  ID=long'],
    ],
    ['M.R.N. 1 S/N 2', ['M.R.N=long', 'S/N=short']],
    ['inpatient patients 2pt ptx', []],
    ['"pt"', ['pt=short']],
  ])('reads %j', (text, expected) => {
    expect(hits(text)).toEqual(expected);
  });
});
