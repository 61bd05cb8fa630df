import { expect, it } from 'vitest';
import { fieldLabel } from './field.ts';

it.each([
  ['mrn', 'mrn: '],
  ['patient_name', 'patient name: '],
  ['dateOfBirth', 'date of birth: '],
  ['patientMRN', 'patient mrn: '],
  ['SSNNumber', 'ssn number: '],
  ['x-member-id', 'x member id: '],
  ['', ''],
  ['___', ''],
  ['ines@mail.example', ''],
])('writes %j as %j', (field, label) => {
  expect(fieldLabel(field)).toBe(label);
});

it('is bounded', () => {
  expect(fieldLabel('a'.repeat(10_000)).length).toBeLessThan(100);
});
