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
    ['Employer: Alder Paper Converting', ['Alder Paper Converting']],
    ['Employer: Alder Paper, since 2019', ['Alder Paper']],
    ['MERCY HOSPITAL', ['MERCY HOSPITAL']],
    ['at Alder Creek Physical Therapy Associates', ['Alder Creek Physical Therapy Associates']],
    ['goes to Tamsin Park Elementary', ['Tamsin Park Elementary']],
    ['from Penhallow Pharmacy', ['Penhallow Pharmacy']],
    ['at the University of Penhallow Medical Center', ['University of Penhallow Medical Center']],
    ['lives at Calloway Manor', ['Calloway Manor']],
    ['dropped at Calloway Montessori', ['Calloway Montessori']],
    ['admitted to Alderwall Behavioral, 2019', ['Alderwall Behavioral']],
    ['moved to Alder Creek SNF', ['Alder Creek SNF']],
    ['in Alder County, and', ['Alder County']],
    ['seen by Alder Endo', ['Alder Endo']],
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
    'Inpatient Pharmacy',
    'American College of Surgeons',
    'High School graduate',
    'Peritoneal Dialysis',
    'Pediatric Cardiology Group',
    'MEMORY AND AGING CLINIC',
    'First Fit Clinic',
    'Travel Clinic',
    'Inpatient Psych',
    'the County',
    'Acute SNF',
    'Outpatient Peds',
    'the Diagnostic',
    'Pediatric Endo',
    'Employer: Self Employed',
    'Employer: Retired',
    'Preferred Pharmacy: Mail Order',
  ])('leaves %j alone', (text) => {
    expect(found(facility, text)).toEqual([]);
  });
});
