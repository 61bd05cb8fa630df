import { ENTITIES, type Entity } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scan } from '../../scan.ts';
import { EXAMPLES } from '../../testing/clinical-text.ts';
import { applied, planOf } from '../../testing/plans.ts';
import { transform } from '../../transform.ts';

const SUBJECT = Uint8Array.from({ length: 16 }, (_, at) => at);
const subject = fc.uint8Array({ minLength: 16, maxLength: 16 });
const surrogate = (type: Entity, value: string, secret: Uint8Array = SUBJECT): string =>
  applied(value, { operator: 'surrogate', type, subject: secret });
const outline = (value: string): string =>
  value
    .replace(/\p{Nd}/gu, '0')
    .replace(/\p{Lu}/gu, 'A')
    .replace(/\p{Ll}/gu, 'a');

describe('for any value of any entity', () => {
  const anyValue = fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), fc.constantFrom(...EXAMPLES));
  const entity = fc.constantFrom(...ENTITIES);

  it('a surrogate is the same under one secret, and never the value', () => {
    fc.assert(
      fc.property(anyValue, entity, subject, (value, type, secret) => {
        const made = surrogate(type, value, secret);
        expect(surrogate(type, value, secret)).toBe(made);
        expect(made).not.toBe(value);
      }),
      { numRuns: 500 },
    );
  });

  it('a code keeps its format', () => {
    const codes = fc.stringMatching(/^[A-Za-z]{0,3}[-/. ]?[0-9]{1,8}[-/. ]?[a-z0-9]{0,4}$/);
    fc.assert(
      fc.property(codes, subject, (value, secret) => {
        for (const type of ['MRN', 'OTHER_ID', 'BIOMETRIC'] as const)
          expect(outline(surrogate(type, value, secret))).toBe(outline(value));
      }),
    );
  });
});

it('is another under another secret', () => {
  const secrets = Array.from({ length: 40 }, (_, at) => new Uint8Array(16).fill(at));
  for (const [type, value] of [
    ['NAME', 'Ines Calloway'],
    ['MRN', '4471208'],
    ['SSN', '321-54-9876'],
    ['LOCATION', '12 Alder Creek Lane'],
    ['DATE', '04/17/1961'],
    ['PHONE', '(617) 555-0188'],
  ] as const)
    expect(new Set(secrets.map((secret) => surrogate(type, value, secret))).size).toBeGreaterThan(30);
});

it('without a secret is another in each call', () => {
  const options = { operator: 'surrogate', type: 'MRN' } as const;
  const made = new Set(Array.from({ length: 8 }, () => applied('447120812345', options)));
  expect(made.size).toBe(8);
});

it('gives a note in which what was the same is the same', () => {
  const note =
    'Patient: Ines Calloway, MRN: 4471208, seen 10/03/2023. Calloway returns 10/10/2023. MRN 4471208. CALLOWAY, INES';
  const { text, applied: counts } = transform(note, scan(note), planOf('surrogate'), { subject: SUBJECT });
  expect(text).not.toMatch(/Calloway|Ines|4471208|10\/03/i);
  const [, given = '', surname = '', mrn = ''] = /Patient: (\w+) (\w+), MRN: (\d{7})/.exec(text) ?? [];
  expect(text).toContain(`${surname} returns`);
  expect(text).toContain(`MRN ${mrn}.`);
  expect(text).toContain(`${surname.toUpperCase()}, ${given.toUpperCase()}`);
  const days = [...text.matchAll(/\d\d\/\d\d\/\d{4}/g)].map(([date]) => Date.parse(`${date} UTC`));
  expect(((days[1] ?? 0) - (days[0] ?? 0)) / 86_400_000).toBe(7);
  expect(Object.keys(counts.NAME ?? {})).toEqual(['surrogate']);
});

describe('other values', () => {
  it.each<[Entity, string, RegExp]>([
    ['EMAIL', 'ines.calloway42@clinic.test', /^[a-z]+\.[a-z]+\d\d@example\.org$/],
    ['EMAIL', 'ines (at) clinic (dot) test', /^[a-z]+ \(at\) example \(dot\) org$/],
    ['EMAIL', 'nobody', /^[a-z]{6}$/],
    ['URL', 'https://www.clinic.test/p/ines?x=1', /^https:\/\/www\.example\.org\/[a-z]\/[a-z]{4}\?[a-z]=\d$/],
    ['URL', 'clinic.test', /^example\.org$/],
    ['URL', 'https://example.org', /^\[URL\]$/],
    ['IP', '10.0.0.12', /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$/],
    ['IP', 'fe80::1:2', /^2001:db8(?::[0-9a-f]{1,4}){6}$/],
    ['IP', 'FE80::1:2', /^2001:DB8(?::[0-9A-F]{1,4}){6}$/],
    ['DEVICE', '00:1b:44:11:3a:b7', /^[0-9a-f][26ae](?::[0-9a-f]{2}){5}$/],
    ['DEVICE', '00-1B-44-11-3A-B7', /^[0-9A-F][26AE](?:-[0-9A-F]{2}){5}$/],
    ['DEVICE', '001b.4411.3ab7', /^[0-9a-f][26ae][0-9a-f]{2}(?:\.[0-9a-f]{4}){2}$/],
    ['PHOTO', 'IMG_4411.jpg', /^[A-Z]{3}_\d{4}\.jpg$/],
    ['VEHICLE', '9X-0417', /^\d[A-Z]-\d{4}$/],
    ['AGE_OVER_89', '93', /^9\d$/],
    ['AGE_OVER_89', 'Ninety-five', /^Ninety-[a-z]+$/],
    ['AGE_OVER_89', 'turned 95', /^turned 9\d$/],
    ['AGE_OVER_89', 'late nineties', /^90\+$/],
    ['DATE', '4/17', /^\d{1,2}\/\d{1,2}$/],
    ['DATE', 'the 17th', /^\[DATE\]$/],
    ['NAME', '...', /^\[NAME\]$/],
    ['NAME', 'Ines '.repeat(300), /^\[NAME\]$/],
  ])('%s %j is like %s', (type, value, form) => {
    expect(surrogate(type, value)).toMatch(form);
    expect(surrogate(type, value)).not.toBe(value);
  });
});
