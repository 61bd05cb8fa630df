import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../redact.ts';
import { scan } from '../scan.ts';
import { anyHl7, anyJsonText, anyTable, anyXml } from '../testing/structured-text.ts';

const anyRecord = fc.oneof(
  anyJsonText,
  anyHl7,
  anyXml,
  anyTable,
  fc
    .tuple(fc.oneof(anyJsonText, anyHl7, anyXml, anyTable), fc.nat())
    .map(([text, at]) => text.slice(0, at % (text.length + 1))),
);

describe('records of any format, whole or cut short', () => {
  it('give sorted, disjoint spans in bounds that hold something', () => {
    fc.assert(
      fc.property(anyRecord, (text) => {
        let end = 0;
        for (const span of scan(text)) {
          expect(span.start).toBeGreaterThanOrEqual(end);
          expect(text.slice(span.start, span.end).trim()).not.toBe('');
          end = span.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('are closed under redaction: the redacted record holds nothing more', () => {
    fc.assert(
      fc.property(anyRecord, (text) => {
        const once = redact(text).text;
        expect(redact(once).text).toBe(once);
        expect(scan(once)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a redacted record', () => {
  it('is JSON where the record was', () => {
    fc.assert(
      fc.property(anyJsonText, (text) => {
        const lead = text.startsWith('Read this: ') ? 'Read this: '.length : 0;
        JSON.parse(redact(text).text.slice(lead));
      }),
      { numRuns: 1000 },
    );
  });

  it('has the tags of the XML it was', () => {
    const tagsOf = (xml: string): readonly string[] => xml.match(/<\/?[a-zA-Z]+|\/?>|<!--|-->/g) ?? [];
    fc.assert(
      fc.property(anyXml, (text) => {
        expect(tagsOf(redact(text).text)).toEqual(tagsOf(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('has the fields of the message it was', () => {
    const fieldsOf = (message: string): readonly number[] =>
      message.split(/\r\n|\r|\n/).map((line) => line.split('|').length);
    fc.assert(
      fc.property(anyHl7, (text) => {
        expect(fieldsOf(redact(text).text)).toEqual(fieldsOf(text));
      }),
      { numRuns: 1000 },
    );
  });
});
