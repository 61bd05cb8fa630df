import { describe, expect, it } from 'vitest';
import { makeTagged } from './recognizers/tagged.ts';
import { FORMAL_RECOGNIZERS } from './registry.ts';
import { scan } from './scan.ts';

const MEGABYTE = 1_000_000;
const repeat = (piece: string): string => piece.repeat(Math.ceil(MEGABYTE / piece.length));

/** A megabyte each of what made other detectors take minutes. They must finish; how fast is for the bench to say. */
describe('scan: a megabyte of', () => {
  it.each([
    ['spaces', repeat(' ')],
    ['line breaks', repeat('\n')],
    ['one letter and an at sign', `${repeat('a')}@`],
    ['1-1-1-', repeat('1-')],
    ['1.1.1.', repeat('1.')],
    ['1/1/1/', repeat('1/')],
    ['digits', repeat('1')],
    ['opening brackets', repeat('[')],
    ['half placeholders', repeat('[NAME')],
    ['placeholders', repeat('[NAME]')],
    ['titles', repeat('Dr. ')],
    ['initials', repeat('A. ')],
    ['labels', repeat('MRN: ')],
    ['colons', repeat(':')],
    ['quotes', repeat('"')],
    ['is a 9', repeat(' is a 9')],
    ['hospitals', repeat('Hospital ')],
    ['lone surrogates', repeat('\ud800')],
    ['letters and digits', repeat('a1')],
    ['groups', repeat('a1:b2-')],
    ['states', repeat(', TX ')],
    ['credentials', repeat(', M.D ')],
    ['lines that list', repeat('A, A\n')],
    ['words of labels', repeat('medical in to of ')],
    ['entities', repeat('&#32;')],
    ['beginnings of entities', repeat('&#')],
    ['ampersands', repeat('&')],
    ['escapes', repeat('%20')],
    ['escapes in a form', `?a=${repeat('%2B+')}`],
    ['percent signs', repeat('%')],
    ['combining marks', `a${repeat('\u0301')}`],
    ['letters with marks', repeat('a\u0336')],
    ['zero-width spaces', repeat('\u200b')],
    ['letters between zero-width joiners', repeat('a\u200d')],
    ['variation selectors', repeat('\ufe0f')],
    ['base64', repeat('SGVsbG8gdGhlcmUg')],
    ['lines of base64', repeat(`${'c3RhYmxl'.repeat(9)}\n`)],
    ['parts that are no base64', repeat('A/')],
    ['spaced letters', repeat('a ')],
    ['spaced letters, far apart', repeat('a   b ')],
    ['hyphens at line ends', repeat('a-\n')],
    ['at signs at line ends', repeat('@\n')],
    ['words of two scripts', repeat('a\u0430')],
    ['mathematical letters', repeat('\u{1D41A}')],
    ['superscripts', repeat('\u00b2')],
  ])('%s: no span by form or label, and the tagger comes to its end', (_name, text) => {
    expect(scan(text, { recognizers: FORMAL_RECOGNIZERS })).toEqual([]);
    expect(makeTagged('standard').find(text)).toBeInstanceOf(Array);
  });

  it.each([
    ['numbers', 'SSN 321-54-9876, '],
    ['names', 'Dr. Calloway '],
    ['addresses', 'ines@example.org '],
    ['dates', '04/17/1961 '],
    ['numbers with zero-width spaces', 'SSN 321\u200b-54-98\u200b76, '],
    ['numbers with entities', 'SSN &#51;21-54-9876, '],
    ['numbers in base64', 'U1NOIDMyMS01NC05ODc2 '],
  ])('%s: every one', (_name, piece) => {
    const spans = scan(repeat(piece), { recognizers: FORMAL_RECOGNIZERS });
    expect(spans).toHaveLength(Math.ceil(MEGABYTE / piece.length));
  });

  it('one long word before an identifier', () => {
    const text = `${repeat('x')} SSN 321-54-9876`;
    expect(scan(text).map(({ start, end }) => text.slice(start, end))).toEqual(['321-54-9876']);
  });
});
