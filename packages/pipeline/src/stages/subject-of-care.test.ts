import { SallyportError } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { DEFAULT_DETECT } from '../defaults.ts';
import type { Admitted } from '../exchange.ts';
import type { Door } from '../ports.ts';
import { subjectOfCare } from './subject-of-care.ts';

const door = { detect: DEFAULT_DETECT } as Pick<Door, 'detect'> as Door;

function read(subject: string | undefined, on: Door = door): Promise<string | undefined> {
  const headers = subject === undefined ? {} : { 'sallyport-subject': subject };
  return subjectOfCare(on, { call: { headers } } as Pick<Admitted, 'call'> as Admitted);
}

describe('subjectOfCare', () => {
  it.each([
    'pt-8f3a19',
    '0f9c2f3e-6f0a-4d3b-9a41-2f4f4a9f7d10',
    'P:7K2M9XQ4',
    'a',
    'x'.repeat(128),
    'c9f0f895fb98ab9159f51fd0297e236d',
    'urn:pseudonym:kqzvwxrm',
    'study-4.arm-b.kqzv',
  ])('is %s as it stands', async (subject) => {
    expect(await read(subject)).toBe(subject);
  });

  it('is nobody where nothing is said, and then nothing is searched', async () => {
    const asked = { detect: () => Promise.reject(new SallyportError('internal')) } as Partial<Door> as Door;
    expect(await read(undefined, asked)).toBeUndefined();
  });

  it.each([
    ['empty', ''],
    ['too long', 'x'.repeat(129)],
    ['a beginning that is none', '-pt-1'],
    ['a blank', 'pt 1'],
    ['an e-mail address', 'maria.gonzalez@example.org'],
    ['a comma', 'a,b'],
    ['a letter of another script', 'ptα'],
    ['a social security number', '078-05-1120'],
    ['one after a word', 'ssn-078-05-1120'],
    ['a name', 'maria.gonzalez'],
    ['a name with hyphens', 'Maria-Gonzalez'],
    ['a medical record number that says so', 'mrn-12345678'],
    ['a telephone number', '415-555-0132'],
    ['a date of birth', 'dob:1961-04-12'],
  ])('is refused with %s', async (_, subject) => {
    await expect(read(subject)).rejects.toMatchObject({ code: 'subject_invalid' });
  });

  it('fails where the detector does', async () => {
    const failing = { detect: () => Promise.reject(new Error('away')) } as Partial<Door> as Door;
    await expect(read('pt-1', failing)).rejects.toMatchObject({ code: 'detector_failed' });
  });
});
