import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleLine, visibleText } from './visible-text.ts';

describe('visibleText', () => {
  it.each([
    ['an escape sequence', '\u001b[2Jred', '\\x1b[2Jred'],
    ['a C1 control', 'a\u009b31m', 'a\\x9b31m'],
    ['a right-to-left override', 'a\u202egnp.exe', 'a\\u202egnp.exe'],
    ['an isolate', '\u2067x\u2069', '\\u2067x\\u2069'],
    ['a tag character', 'a\u{e0041}', 'a\\u{e0041}'],
    ['a lone carriage return', 'shown\rhidden', 'shown\\x0dhidden'],
    ['a backspace and a bell', 'a\b\u0007', 'a\\x08\\x07'],
    ['a line separator', 'a\u2028b', 'a\\u2028b'],
    ['half of a pair', 'a\ud83d', 'a\\ud83d'],
    ['ends of lines and tabs', 'a\r\nb\tc\n', 'a\nb\tc\n'],
    ['joined emoji, and words of any script', '👩‍⚕️ 東京 مریم José', '👩‍⚕️ 東京 مریم José'],
  ])('spells out what drives a terminal: %s', (_, text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  it('leaves nothing that drives a terminal in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visibleText(text)).not.toMatch(/(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(visibleLine(text)).not.toMatch(/[\n\t\r]/);
      }),
    );
  });
});

describe('visibleLine', () => {
  it('spells out ends of lines and tabs too', () => {
    expect(visibleLine('a\n\tb')).toBe('a\\x0a\\x09b');
  });
});
