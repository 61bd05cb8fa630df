import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { facility } from './facility.ts';

describe('facility', () => {
  it.each([
    ['at Alder Creek Medical Center', ['Alder Creek Medical Center']],
    ["to St. Agatha's Hospital", ["St. Agatha's Hospital"]],
    ['Tamsin Clinic Florida', ['Tamsin Clinic Florida']],
    ['from Fairview General Hospital', ['Fairview General Hospital']],
    ['Facility: Alder Health Partners', ['Alder Health Partners']],
    ['MERCY HOSPITAL', ['MERCY HOSPITAL']],
  ])('finds in %j %j', (text, values) => {
    expect([...new Set(found(facility, text))]).toEqual(values);
  });

  it.each([
    'the Hospital',
    'Pain Clinic',
    'Coumadin Clinic',
    'hospital course',
    'Long-Term Acute Care Hospital',
    'HOSPITAL COURSE',
    'Emergency Department',
    'the clinic',
  ])('leaves %j alone', (text) => {
    expect(found(facility, text)).toEqual([]);
  });
});
