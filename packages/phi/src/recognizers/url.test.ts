import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { url } from './url.ts';

describe('url', () => {
  it.each([
    ['see https://portal.example.org/chart/77?x=1.', ['https://portal.example.org/chart/77?x=1']],
    ['www.example.org/a', ['www.example.org/a']],
    ['example.io/p/77', ['example.io/p/77']],
    ['mychart.example.org', ['mychart.example.org']],
    ['(http://example.org/a)', ['http://example.org/a']],
  ])('finds in %j %j', (text, values) => {
    expect([...new Set(found(url, text))]).toEqual(values);
  });

  it.each([
    'http://hl7.org/fhir/StructureDefinition/patient',
    'http://loinc.org|8302-2',
    'xmlns="http://www.w3.org/1999/xhtml"',
    'begins with http://, then a host',
  ])('leaves the standard in %j alone', (text) => {
    expect(found(url, text)).toEqual([]);
  });

  it.each(['and/or', 'w/o pain', 'pain.Next visit', 'ines@example.org', '1.5/2.0', '[URL]'])(
    'leaves %j alone',
    (text) => {
      expect(found(url, text)).toEqual([]);
    },
  );
});
