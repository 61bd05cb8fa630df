import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allMatches, gapStart, matchesAtLines, matchesAtWords, matchesFrom, valueStart } from './matches.ts';
import { survey } from './survey.ts';
import { wordSet } from './word-set.ts';

const TITLES = wordSet(['dr', 'prof', 'dear']);
const pieces = ['dr', 'Dr', 'prof', 'dear dr', 'x', 'é', '1', ' ', '. ', 'Alder', '\n', '\r\n', '\u2028', '\t'];
const anyText = fc.array(fc.constantFrom(...pieces), { maxLength: 16 }).map((parts) => parts.join(''));
const places = (matches: readonly RegExpExecArray[]): readonly string[] =>
  matches.map(({ 0: m, index }) => `${index} ${m}`);

it('finds at words what the same pattern finds anywhere, if it begins with one of them', () => {
  const source = '(?:dr|prof|dear dr)\\.? ?A?';
  fc.assert(
    fc.property(anyText, (text) => {
      const anywhere = allMatches(text, new RegExp(`(?<![A-Za-z])(?:${source})(?![A-Za-z])`, 'gi'));
      const atWords = matchesAtWords(survey(text), TITLES, new RegExp(`(?:${source})(?![A-Za-z])`, 'iy'));
      expect(places(atWords)).toEqual(places(anywhere));
    }),
    { numRuns: 2000 },
  );
});

it('finds at lines what the same pattern finds anywhere, if it begins with a line', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const anywhere = allMatches(text, /^[ \t]{0,4}Dr/gm);
      expect(places(matchesAtLines(survey(text), /[ \t]{0,4}Dr/y))).toEqual(places(anywhere));
    }),
  );
});

it('finds everything a global pattern matches, matches of nothing included', () => {
  expect(places(allMatches('abab', /a/g))).toEqual(['0 a', '2 a']);
  expect(places(allMatches('ab', /x?/g))).toEqual(['0 ', '1 ', '2 ']);
});

it('finds at offsets', () => {
  expect(places(matchesFrom('aab', [0, 1, 2], /a+/y))).toEqual(['0 aa', '1 a']);
});

it('tells where gap and value begin', () => {
  const [match] = allMatches('Ines, MD 12', /(?<=(?<gap>, ))(?<lead>MD )(?<value>\d+)/g);
  expect(match && [gapStart(match), match.index, valueStart(match)]).toEqual([4, 6, 9]);
  const [bare] = allMatches('12', /\d+/g);
  expect(bare && [gapStart(bare), valueStart(bare)]).toEqual([0, 0]);
});
