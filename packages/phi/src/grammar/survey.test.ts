import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as sign from './signs.ts';
import { survey } from './survey.ts';
import { has, type Trait } from './trait.ts';
import { wordSet } from './word-set.ts';

/** What each sign says, once more, as a regular expression. */
const SIGNS: readonly (readonly [name: keyof typeof sign, trait: Trait, meaning: RegExp])[] = [
  ['DIGIT', sign.DIGIT, /\d/],
  ['DIGITS_4', sign.DIGITS_4, /\d{4}/],
  ['DIGITS_5', sign.DIGITS_5, /\d{5}/],
  ['DIGITS_6', sign.DIGITS_6, /\d{6}/],
  ['DIGITS_13', sign.DIGITS_13, /\d(?:[ \t-]?\d){12}/],
  ['DIGITS_JOIN_4', sign.DIGITS_JOIN_4, /\d{2}[-. \t]\d{4}|-[\n\r]/],
  ['DIGITS_IN_THREE', sign.DIGITS_IN_THREE, /\d[/.-]\d+[/.-]\d/],
  ['DIGITS_SLASHED', sign.DIGITS_SLASHED, /\d\/\d/],
  ['DIGITS_HYPHENATED', sign.DIGITS_HYPHENATED, /\d-\d/],
  ['SLASH_APART', sign.SLASH_APART, /[ \t]\/|\/[ \t]|\d[/.-]\d+[/.-]\d/],
  ['DIGITS_OVER_89', sign.DIGITS_OVER_89, /(?<!\d)(?:9|1[0-2])/],
  ['CAPITAL_DIGIT', sign.CAPITAL_DIGIT, /[A-Z]\d/],
  ['DIGIT_CAPITAL', sign.DIGIT_CAPITAL, /\d[A-Z]/],
  ['CODE_17', sign.CODE_17, /(?<![A-Za-z0-9])[A-Za-z0-9]{17}(?:(?<=\d)(?!\d)|(?<!\d)(?![A-Za-z]))/],
  ['COLONS', sign.COLONS, /:[A-Za-z0-9]*:/],
  ['SIX_GROUPS', sign.SIX_GROUPS, /(?::[A-Za-z0-9]*){4}:|(?:-[A-Za-z0-9]*){4}-/],
  ['COMMA_CAPITAL', sign.COMMA_CAPITAL, /,[ \t]*[A-Z\u0080-\uffff]/],
  ['COMMA_DIGIT', sign.COMMA_DIGIT, /,[ \t]*[\d\u0080-\uffff]/],
  ['AT_SIGN', sign.AT_SIGN, /@|%\d|[([][A-Za-z \t]/],
  ['SPACE_BRACKET', sign.SPACE_BRACKET, /[ \t][([]/],
  ['BRACKET_DIGIT', sign.BRACKET_DIGIT, /[([]\d/],
  ['COLON_SLASH', sign.COLON_SLASH, /:\//],
  ['DOT_LETTER', sign.DOT_LETTER, /\.[A-Za-z]/],
  ['HYPHEN', sign.HYPHEN, /-/],
  ['NUMBER_SIGN', sign.NUMBER_SIGN, /#/],
  ['PLUS', sign.PLUS, /\+/],
  ['LINE_END', sign.LINE_END, /[\n\r]/],
];
const UNITS = [..."aZé019/.-,:@%([#+ \t\n\r'", '\u2028', '\u2029', '\ufffc', '\ud800', '😀'];
const unit = fc.constantFrom(...UNITS);
const runs = fc.constantFrom('Abcdefgh1', '123456', '12', '9', ', ', '::', '1-1-', 'a:');
const anyText = fc
  .array(fc.oneof({ weight: 3, arbitrary: unit }, runs), { maxLength: 24 })
  .map((units) => units.join(''));

describe('survey', () => {
  it('is tried here on every sign', () => {
    expect(SIGNS.map(([name]) => name)).toEqual(Object.keys(sign));
  });

  it.each(SIGNS)('tells %s where it is, and only there', (_name, trait, meaning) => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(has(survey(text), trait)).toBe(meaning.test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('finds the words of sets, whatever stands before or behind, unless a letter of ASCII does', () => {
    const words = wordSet(['ab', 'abc']);
    const pieces = fc.constantFrom('ab', 'aB', 'ABC', 'abcd', 'b', ' ', '1', '-', 'é', 'ſ', '\ud800');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        const { starts, wordsAt } = survey(text);
        const runsOf = [...text.matchAll(/[A-Za-z]+/g)].filter(([run]) => /^abc?$/i.test(run));
        expect(starts.filter((_, at) => ((wordsAt[at] ?? 0) & words.words) !== 0)).toEqual(
          runsOf.map(({ index }) => index),
        );
        expect(has(survey(text), words)).toBe(runsOf.length > 0);
      }),
    );
  });

  it('finds the beginnings of lines', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(survey(text).lines).toEqual([...text.matchAll(/^/gm)].map(({ index }) => index));
      }),
    );
  });

  it('of an empty text finds nothing', () => {
    const none = { starts: [], keys: [], wordsAt: [], labelsAt: [] };
    expect(survey('')).toEqual({ text: '', signs: 0, words: 0, labels: 0, ...none, lines: [0] });
  });
});
