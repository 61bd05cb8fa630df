import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../redact.ts';
import { scan } from '../scan.ts';
import { anyDisguisedText, DISGUISES } from '../testing/disguises.ts';
import { spelled } from '../testing/found.ts';

const names = fc.constantFrom('Ines Calloway', 'Tamsin Alder', 'Bo Penhallow');
const digits = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'123456789'), minLength: length, maxLength: length });
const socials = fc.tuple(digits(3), digits(2), digits(4)).map((parts) => parts.join('-'));
const phones = fc.tuple(digits(3), digits(4)).map(([middle, last]) => `617-${middle}-${last}`);
const addresses = fc.constantFrom('ines.calloway@example.org', 't-alder@mail.example.com');
const values = fc.oneof(
  fc.tuple(fc.constant('NAME'), fc.constant('Patient: '), names),
  fc.tuple(fc.constant('SSN'), fc.constant('SSN: '), socials),
  fc.tuple(fc.constant('PHONE'), fc.constant('phone: '), phones),
  fc.tuple(fc.constant('EMAIL'), fc.constant('write to '), addresses),
);

describe.each(Object.entries(DISGUISES))('an identifier disguised by %s', (_name, disguise) => {
  it('is found, exactly', () => {
    fc.assert(
      fc.property(values, ([type, label, value]) => {
        const written = disguise(value);
        const text = `Seen today. ${label}${written}\nStable.`;
        const found = scan(text).filter((span) => span.type === type);
        expect(spelled(text, found)).toEqual([written]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a disguised text', () => {
  it('once redacted holds nothing more', () => {
    fc.assert(
      fc.property(anyDisguisedText, (text) => {
        expect(scan(redact(text).text)).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  it('has sorted, disjoint spans in bounds', () => {
    fc.assert(
      fc.property(anyDisguisedText, (text) => {
        let end = 0;
        for (const span of scan(text)) {
          expect(span.start).toBeGreaterThanOrEqual(end);
          expect(span.end).toBeGreaterThan(span.start);
          end = span.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 500 },
    );
  });
});
