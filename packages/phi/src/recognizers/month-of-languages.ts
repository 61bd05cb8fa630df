import { type PatternRule, type Place, textAfter } from '../grammar/pattern.ts';
import { DIGIT } from '../grammar/signs.ts';
import { wordList, wordSet } from '../grammar/word-set.ts';

/**
 * The months of German, Dutch, French, Spanish, Portuguese, Italian, Scandinavian and Welsh that English does not write so, in full and
 * short. Short ones that are words of English or units (`set`, `out`, `mag`, `gen`) are left out.
 */
const NAMES = wordList(`
  januar jänner januari janvier janv enero ene janeiro gennaio ionawr
  februar februari février févr fév fevrier febrero fevereiro febbraio chwefror
  märz maerz mär maart mrt mars marzo março marco marts mawrth
  avril avr abril abr aprile ebrill
  mai mei maj mayo maio maggio
  juni juin junio junho giugno giu mehefin
  juli juillet juil julio julho luglio lug gorffennaf
  augusti augustus août aout agosto awst
  septembre septiembre setiembre setembro settembre medi
  oktober okt octobre octubre outubro ottobre ott hydref
  novembre noviembre novembro tachwedd
  dezember dez décembre décembre déc decembre diciembre dic dezembro dicembre rhagfyr desember
`);
// Words are told by their runs of ASCII letters: of `août` it is `ao`, of `février` `vrier`.
const MONTH_WORDS = wordSet([
  ...NAMES.filter((name) => /^[a-z]+$/.test(name)),
  ...wordList('nner vrier vr v rz r mar ao cembre c'),
]);
const SHARED_WORDS = wordSet(wordList('april august september november'));
const MONTH = `(?:${NAMES.toSorted((a, b) => b.length - a.length).join('|')})(?![A-Za-zÀ-ɏ])`;
const DAY = String.raw`(?:3[01]|[12]\d|0?[1-9])(?!\d)`;
/** Months that are spelled as in English, which day and dot before them tell from it: only behind a word that a day follows, or with a year. */
const SHARED = '(?:april|august|september|november)(?![A-Za-zÀ-ɏ])';
const DAY_NEXT = `(?<=(?<![A-Za-zÀ-ɏ])(?:am|vom|zum|bis|seit|ab|der|den|dem|und|dne|fra|til|siden|(?:sonn|mon|diens|donners|frei|sams)tag|mittwoch),? )`;
const ORDINAL = String.raw`(?:\.|er|re|º|°|ª|o|a|e)?(?![A-Za-zÀ-ɏ\d])`;
const YEAR = String.raw`(?:(?:18|19|20|21)\d{2}(?!\d))`;
const OF = '(?:[ ](?:de|del|di)[ ]|[ -]{0,2})';

/** Dates with the month in a word of another language than English, with the day or the year or both. */
export const MONTHS_OF_LANGUAGES: readonly PatternRule[] = [
  // 3. November · 1er mars 2026 · 5 de mayo de 2021 · 15–19 juil.
  {
    needs: [DIGIT, MONTH_WORDS],
    pattern: new RegExp(
      `(?<![A-Za-zÀ-ɏ\\d./,:-])(?:[Ll]e )?(?:${DAY}${ORDINAL}[ ]?(?:-|–|al?|au|bis|tot|y|e|et|und|en)[ ]?)?${DAY}${ORDINAL}${OF}${MONTH}(?:\\.?,?${OF}${YEAR})?`,
      'gi',
    ),
    type: 'DATE',
    score: 0.9,
    accept: isDate,
  },
  // vom 3. November · 3. August 2024
  {
    needs: [DIGIT, SHARED_WORDS],
    pattern: new RegExp(
      `(?:${DAY_NEXT}${DAY}\\. ${SHARED}|(?<![A-Za-zÀ-ɏ\\d./,:-])${DAY}\\. ${SHARED}(?= ${YEAR}))(?: ${YEAR})?`,
      'gi',
    ),
    type: 'DATE',
    score: 0.9,
  },
  // mars 2024 · marzo de 2024
  {
    needs: [DIGIT, MONTH_WORDS],
    pattern: new RegExp(`(?<![A-Za-zÀ-ɏ\\d])${MONTH}\\.?${OF}${YEAR}(?![A-Za-zÀ-ɏ\\d])`, 'gi'),
    type: 'DATE',
    score: 0.85,
  },
];

/** `4 Mars bars`, `2 mai tai`: nothing that is counted or weighed. */
const COUNTED = /^[ -]?(?:mg|mcg|ml|g|kg|bars?|tai|tais|rovers?|missions?)(?!\p{L})/iu;

function isDate(_: string, place: Place): boolean {
  return !COUNTED.test(textAfter(place, 10));
}
