import { describe, expect, it } from 'vitest';
import { plainText } from './plain-text.ts';

describe('plain text', () => {
  it.each([
    ...['\u0000', '\t', '\u001b', '\u007f', '\u0085', '\u009b'],
    ...['\u2028', '\u2029', '\u200e', '\u200f', '\u061c', '\u202e', '\u2066', '\u2069'],
  ])('has U+FFFD in place of %j', (one) => {
    expect(plainText(`a${one}b${one}`)).toBe('a\u{FFFD}b\u{FFFD}');
  });

  it('is as it was otherwise, line breaks too', () => {
    const text = 'a\r\nb \u00a0ä雪\u{1F480}"\\]|=\u2027\u2030';
    expect(plainText(text)).toBe(text);
  });
});
