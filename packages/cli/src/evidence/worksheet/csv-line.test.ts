import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleLine } from '../../scan/visible-text.ts';
import { cellsOf } from './cells-of.test-support.ts';
import { csvLine } from './csv-line.ts';

describe('csvLine', () => {
  it('quotes what needs it, and leaves absent cells empty', () => {
    expect(csvLine(['a', 'b,c', 'd"e', 7, undefined, ' f'])).toBe('a,"b,c","d""e",7,," f"\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\uff1d1', '\uff0b1', '\uff0d1', '\uff201'])('defuses %s', (formula) => {
    expect(csvLine([formula])).toBe(`'${formula}\r\n`);
  });

  it('gives one line, of as many cells as it took, for whatever text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (texts) => {
        const line = csvLine(texts);
        expect(line.indexOf('\r\n')).toBe(line.length - 2);
        expect(cellsOf(line).map((cell) => cell.replace(/^'/, ''))).toEqual(
          texts.map((text) => visibleLine(text).replace(/^'/, '')),
        );
      }),
    );
  });
});
