import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLabels, indexLabels, labelList } from './label.ts';
import { survey } from './survey.ts';

const SHORT = labelList('patient, pt, s/n');
const LONG = labelList('patient name, member id, m.r.n, pt id no');
const LABELS = indexLabels([
  { labels: SHORT, means: 'short' },
  { labels: LONG, means: 'long' },
]);
const hits = (text: string): readonly string[] =>
  findLabels(survey(text), LABELS).map(({ start, end, means }) => `${text.slice(start, end)}=${means}`);

describe('findLabels', () => {
  it.each([
    ['Patient Name: x', ['Patient Name=long']],
    ['patient: x', ['patient=short']],
    [
      'memberId member_id Member-ID MEMBER  ID',
      ['memberId=long', 'member_id=long', 'Member-ID=long', 'MEMBER  ID=long'],
    ],
    ['M.R.N. 1 S/N 2', ['M.R.N=long', 'S/N=short']],
    ['inpatient patients 2pt ptx épt', []],
    ['"pt"', ['pt=short']],
    ['ptIdNo pt', ['ptIdNo=long', 'pt=short']],
  ])('reads %j', (text, expected) => {
    expect(hits(text)).toEqual(expected);
  });

  it('finds what one expression with every label, the longest first, would find', () => {
    const spelled = [...SHORT, ...LONG]
      .toSorted((a, b) => b.length - a.length)
      .map((label) => label.replaceAll('.', '\\.').replaceAll(' ', '[ ._-]{0,2}'));
    const all = new RegExp(`(?<![\\p{L}\\p{M}0-9])(?:${spelled.join('|')})(?![A-Za-z0-9])`, 'giu');
    const pieces = [
      ...'ptsn',
      'patient',
      'Name',
      'MEMBER',
      'id',
      'no',
      'm.r.n',
      's/n',
      ' ',
      '_',
      '-',
      '.',
      '1',
      'é',
      ':',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 14 }), (parts) => {
        const text = parts.join('');
        const found = findLabels(survey(text), LABELS).map(({ start, end }) => text.slice(start, end));
        expect(found).toEqual([...text.matchAll(all)].map(([label]) => label));
      }),
      { numRuns: 3000 },
    );
  });
});
