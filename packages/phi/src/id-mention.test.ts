import type { Entity } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { findIdMentions } from './id-mention.ts';
import { scan } from './scan.ts';

const mentionsOf = (text: string, value: string, type: Entity = 'OTHER_ID') => {
  const start = text.indexOf(value);
  const spans = [{ start, end: start + value.length, type, score: 0.9 }];
  return findIdMentions(text, spans).map((span) => `${span.type} ${text.slice(span.start, span.end)} ${span.start}`);
};

describe('findIdMentions', () => {
  it.each([
    ['MRN QD4471 was merged; the film says QD4471.', 'QD4471', 'MRN', ['MRN QD4471 37']],
    ['Subject S-0417-001 withdrew, S-0417-003 did not', 'S-0417-001', 'OTHER_ID', ['OTHER_ID S-0417-003 29']],
    ['lots 44-8810-2 and 44-8810-2', '44-8810-2', 'DEVICE', ['DEVICE 44-8810-2 19']],
    ['4471208 Ward A\n4471993 Ward B', '4471208', 'MRN', ['MRN 4471993 15']],
  ] as const)('in %j finds those like %j', (text, value, type, mentions) => {
    expect(mentionsOf(text, value, type)).toEqual(mentions);
  });

  it.each([
    ['ID 0417, room 0417', '0417'],
    ['bed RN12, shift RN12', 'RN12'],
    ['MRN 4471208, platelets 4471993', '4471208'],
    ['MRN QD4471, see QD4471.pdf or a@QD4471 or QD4471-2', 'QD4471'],
    ['MRN QD4471, protein QD9902', 'QD4471'],
    ['Fax QD4471882, dial QD4471882', 'nothing'],
  ])('in %j finds none like %j', (text, value) => {
    expect(mentionsOf(text, value)).toEqual([]);
  });

  it('finds no telephone numbers again, which others do', () => {
    expect(mentionsOf('5550148812 and 5550148812', '5550148812', 'PHONE')).toEqual([]);
  });

  it('leaves none for a second scan', () => {
    const text = 'MRN: QD4471208.\nThe folder at the desk reads QD4471208 as well.';
    const spans = scan(text);
    expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual(['QD4471208', 'QD4471208']);
    expect(scan(text.replaceAll('QD4471208', '[MRN]'))).toEqual([]);
  });

  it('looks at no number far into its line, of however many', () => {
    expect(mentionsOf(`MRN 4471208 ${'4471993 '.repeat(200_000)}`, '4471208', 'MRN')).toEqual([]);
  });
});
