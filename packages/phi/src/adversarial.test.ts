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
  ])('%s: no span by form or label, and the tagger comes to its end', (_name, text) => {
    expect(scan(text, { recognizers: FORMAL_RECOGNIZERS })).toEqual([]);
    expect(makeTagged('standard').find(text)).toBeInstanceOf(Array);
  });

  it.each([
    ['numbers', 'SSN 321-54-9876, '],
    ['names', 'Dr. Calloway '],
    ['addresses', 'ines@example.org '],
    ['dates', '04/17/1961 '],
  ])('%s: every one', (_name, piece) => {
    const spans = scan(repeat(piece), { recognizers: FORMAL_RECOGNIZERS });
    expect(spans).toHaveLength(Math.ceil(MEGABYTE / piece.length));
  });

  it('one long word before an identifier', () => {
    const text = `${repeat('x')} SSN 321-54-9876`;
    expect(scan(text).map(({ start, end }) => text.slice(start, end))).toEqual(['321-54-9876']);
  });
});
