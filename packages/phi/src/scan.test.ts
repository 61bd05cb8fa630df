import { ENTITIES, isSallyportError, type Span } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Recognizer } from './recognizer.ts';
import { redact } from './redact.ts';
import { DEFAULT_RECOGNIZERS } from './registry.ts';
import { scan } from './scan.ts';
import { anyText } from './testing/clinical-text.ts';
import { spelled } from './testing/found.ts';

describe('scan: laws on any text', () => {
  it('gives sorted, disjoint spans in bounds, of known entities, that hold something', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let end = 0;
        for (const span of scan(text)) {
          expect(span.start).toBeGreaterThanOrEqual(end);
          expect(span.end).toBeGreaterThan(span.start);
          expect(text.slice(span.start, span.end).trim()).not.toBe('');
          expect(ENTITIES).toContain(span.type);
          expect(span.score > 0 && span.score <= 1).toBe(true);
          end = span.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 600 },
    );
  });

  it('finds what every rule asked about every text would find', () => {
    // A copy of a recognizer is not known to be made of rules.
    const unprepared = DEFAULT_RECOGNIZERS.map((recognizer) => ({ ...recognizer }));
    fc.assert(
      fc.property(anyText, (text) => {
        expect(scan(text)).toEqual(scan(text, { recognizers: unprepared }));
      }),
      { numRuns: 2000 },
    );
  });

  it('is closed under redaction: the redacted text holds nothing more', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.option(fc.constantFrom('mrn', 'patientName', 'note'), { nil: undefined }),
        (text, field) => {
          const options = field === undefined ? {} : { field };
          expect(scan(redact(text, options).text, options)).toEqual([]);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('never throws, lone surrogates included', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }), (units) => {
        scan(String.fromCharCode(...units));
      }),
    );
  });

  it('counts UTF-16 units, so that astral characters move offsets by two', () => {
    fc.assert(
      fc.property(fc.nat({ max: 9 }), (count) => {
        const text = `${'😀'.repeat(count)} SSN 321-54-9876 ${'😀'.repeat(count)}`;
        expect(spelled(text, scan(text))).toEqual(['321-54-9876']);
      }),
    );
  });
});

describe('scan: what is already redacted', () => {
  it.each([
    '[NAME]',
    '[SSN]',
    'MRN: [MRN]',
    'Dr. [NAME]',
    '[NAME_K7Q2M9XF]',
    '***-**-6789',
    'SSN: ***-**-6789',
    'Patient: [NAME], DOB [DATE]',
    'phone (***) ***-0188',
    'Dear Dr. [NAME_K7Q2M9XF],',
    'MRN: ***1208',
  ])('finds nothing new in %j', (text) => {
    expect(scan(text)).toEqual([]);
  });

  it('reads on around placeholders', () => {
    const text = 'Patient: [NAME], SSN 321-54-9876, seen by Tamsin Alder on [DATE]';
    expect(spelled(text, scan(text))).toEqual(['321-54-9876', 'Tamsin Alder']);
  });
});

describe('scan: medicine', () => {
  it.each([
    "Parkinson disease, Foley placed, Bell's palsy, Apgar score 9.",
    'Babinski sign negative; Swan-Ganz catheter at 52 cm; Jackson-Pratt drain out.',
    'BP 118/76, HR 88, RR 18, T 99.1, SpO2 94% on 3 L, BMI 31.4',
    'WBC 9.7, Hgb 12.8, Plt 310, Na 141, K 3.9, A1c 6.6',
    'lidocaine 1:100000, Vicodin 5/500, 4-1/2 weeks, 20/40 OD',
    'CPT 99213, ICD-10 E11.9, LOINC 718-7, NDC 0002-8215-01',
    'a 45-year-old man, seen in 2019, 100 days ago',
    'One capsule every 8 hours for 14 days, #42, 2 refills',
  ])('leaves %j alone', (text) => {
    expect(scan(text)).toEqual([]);
  });
});

describe('scan: a field name as label', () => {
  it.each([
    ['mrn', '4471208', 'MRN'],
    ['patient_name', 'ines calloway', 'NAME'],
    ['dateOfBirth', '19610417', 'DATE'],
    ['memberId', 'XJH882041', 'HEALTH_PLAN'],
    ['ssn', '321549876', 'SSN'],
    ['zipCode', '04401', 'LOCATION'],
    ['phone', '6175550188', 'PHONE'],
  ])('reads the value of %s, offsets unshifted', (field, text, type) => {
    expect(scan(text, { field }).map((span) => [span.start, span.end, span.type])).toEqual([[0, text.length, type]]);
  });

  it('is no value itself', () => {
    expect(scan('stable', { field: 'ines@example.org' })).toEqual([]);
    expect(scan('', { field: 'mrn' })).toEqual([]);
  });
});

describe('scan: recognizers of the caller', () => {
  const recognizer = (find: Recognizer['find']): Recognizer => ({ name: 'test', entities: ['NAME'], find });
  const name: Span = { start: 0, end: 3, type: 'NAME', score: 1 };

  it('replace the default ones', () => {
    expect(
      scan('abc 321-54-9876', { recognizers: [recognizer((text) => (text.startsWith('abc') ? [name] : []))] }),
    ).toEqual([name]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('321-54-9876');
      },
    ],
    ['gives a span out of bounds', () => [{ ...name, end: 99 }]],
    ['gives an empty span', () => [{ ...name, end: 0 }]],
    ['gives a broken offset', () => [{ ...name, start: Number.NaN }]],
  ])('make the scan fail closed when one %s', (_what, find) => {
    const attempt = (): unknown => scan('abc', { recognizers: [recognizer(find)] });
    expect(attempt).toThrow(expect.objectContaining({ code: 'detector_failed' }));
    expect(attempt).not.toThrow(/321/);
  });

  it('cannot reach into a placeholder', () => {
    const all = recognizer((text) => (text.length > 6 ? [{ start: 0, end: text.length, type: 'NAME', score: 1 }] : []));
    const text = 'abcd [SSN] efgh';
    expect(spelled(text, scan(text, { recognizers: [all] }))).toEqual(['abcd ', ' efgh']);
  });

  it('errors are of the one class', () => {
    try {
      scan('abc', { recognizers: [recognizer(() => [{ ...name, end: 99 }])] });
    } catch (error) {
      expect(isSallyportError(error)).toBe(true);
    }
  });
});

describe('sensitivity', () => {
  const text = 'bed 4 okonkwo wants her niece Perpetua called, lives up in Brackenhurst';

  it('is standard unless said otherwise', () => {
    expect(scan(text)).toEqual(scan(text, { sensitivity: 'standard' }));
    expect(scan(text).length).toBeLessThanOrEqual(scan(text, { sensitivity: 'high' }).length);
  });

  it('gives way to recognizers', () => {
    expect(scan(text, { sensitivity: 'high', recognizers: [] })).toEqual([]);
  });

  it('is refused when there is none such', () => {
    expect(() => scan(text, { sensitivity: 'paranoid' as never })).toThrow(
      expect.objectContaining({ code: 'config_invalid' }),
    );
  });
});
