import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SIGN, viewSigns } from './view-signs.ts';

const EXACT: readonly (readonly [keyof typeof SIGN, RegExp])[] = [
  ['odd', /[\u00AD\u0250-\uFFFB\uFFFD-\uFFFF]/],
  ['ampersand', /&/],
  ['percent', /%/],
  ['raised', /[\u00B2\u00B3\u00B9\u2070-\u209F]/],
  ['line', /\n/],
  ['hardSpace', /\u00A0/],
  ['block', /[A-Za-z0-9+/_-]{14}/],
];

const unit = fc.oneof(
  fc.constantFrom(
    ' ',
    '\n',
    'a',
    'Z',
    '7',
    '-',
    '&',
    '%',
    '\u00AD',
    '\u00A0',
    '²',
    '₄',
    'é',
    'Ж',
    '\uFFFC',
    'abcdefghijklmn',
  ),
  fc.string({ unit: 'binary', maxLength: 2 }),
);

describe('viewSigns', () => {
  it.each(EXACT)('says %s of just the texts that match %s', (name, pattern) => {
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 30 }), (units) => {
        const text = units.join('');
        expect((viewSigns(text) & SIGN[name]) !== 0).toBe(pattern.test(text));
      }),
    );
  });

  it.each(['J o h n', 'see J o h', 'a b c', 'x\n1 2 3 4'])('sees single characters in %j', (text) => {
    expect(viewSigns(text) & SIGN.singles).not.toBe(0);
  });

  it('misses nothing that is spaced out', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9 ]{0,20}$/), (text) => {
        if (/\S {1,3}\S {1,3}\S {1,3}\S(?!\S)/.test(text)) expect(viewSigns(text) & SIGN.singles).not.toBe(0);
      }),
      { numRuns: 2000 },
    );
  });
});
