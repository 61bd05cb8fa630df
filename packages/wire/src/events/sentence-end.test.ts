import { describe, expect, it } from 'vitest';
import { sentenceEnd } from './sentence-end.ts';

/** The text with a bar behind each sentence. */
function marked(text: string): string {
  let shown = '';
  for (let at = 0; at < text.length; at++) shown += text.charAt(at) + (sentenceEnd(text, at) === undefined ? '' : '|');
  return shown;
}

describe('sentenceEnd', () => {
  it.each([
    'It rained. |We left.',
    'Did it? |It did! |So.',
    'one\n|two\n|',
    'one\r\n|two',
    'He said "no." |Then (so.) |Well.** |Then',
    'Dr. Lowe and Mrs. Hill, M.D. and J. R. Hill of St. Ives saw Ltd. papers',
    '1. first 12. second',
    'It was 2020. |It was 3.5 then',
    'e.g. this, i.e. that, etc. or so',
    'No\u00a0more.\u00a0|Less',
    'wait... |what',
    'Überdruß. |Ende',
    '. |a',
    'x.y.z',
  ])('ends sentences where %j has a bar', (text) => {
    expect(marked(text.replaceAll('|', ''))).toBe(text);
  });
});
