import { stripVTControlCharacters } from 'node:util';
import { ENTITIES, type Span } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { highlight } from './highlight.ts';

const text = 'Pt Ann, SSN 078-05-1120.\r\n';
const spans: readonly Span[] = [
  { start: 3, end: 6, type: 'NAME', score: 1 },
  { start: 12, end: 23, type: 'SSN', score: 1 },
];
const plain = { colour: false, showValues: false };

describe('highlight', () => {
  it('marks identifiers by their entity, and with their values only where asked', () => {
    expect(highlight({ text, spans }, plain)).toBe('Pt [NAME], SSN [SSN].\n');
    expect(highlight({ text, spans }, { ...plain, showValues: true })).toBe(
      'Pt [NAME: Ann], SSN [SSN: 078-05-1120].\n',
    );
  });

  it('paints every entity, and names it as well', () => {
    for (const type of ENTITIES) {
      const shown = highlight({ text: 'x', spans: [{ start: 0, end: 1, type, score: 1 }] }, { ...plain, colour: true });
      expect(stripVTControlCharacters(shown)).toBe(` ${type} \n`);
      expect(shown).toContain('\u001b[');
    }
  });

  it('uses no code of its own without colour, and lets none of the text or a value through', () => {
    const hostile = {
      text: '\u001b[2J\u202eAnn\u0007',
      spans: [{ start: 5, end: 9, type: 'NAME', score: 1 } as const],
    };
    expect(highlight(hostile, { ...plain, showValues: true })).toBe('\\x1b[2J\\u202e[NAME: Ann\\x07]\n');
  });

  it('shows the start of a long text, whole identifiers only, and counts the rest', () => {
    const long = 'a'.repeat(25_000);
    const shown = highlight({ text: long, spans: [{ start: 19_999, end: 20_005, type: 'URL', score: 1 }] }, plain);
    expect(shown).toBe(`${'a'.repeat(19_999)}[URL]\n… 4995 more characters are not shown\n`);
  });
});
