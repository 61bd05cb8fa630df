const UNITS = 'one two three four five six seven eight nine'.split(' ');
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const UNIT_ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth'.split(' ');
const ORDINALS: readonly string[] = [
  ...UNIT_ORDINALS,
  ...'tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'.split(' '),
  'twentieth',
  ...UNIT_ORDINALS.map((unit) => `twenty-${unit}`),
  'thirtieth',
  'thirty-first',
];
const BELOW_100 = `(?:(?:${TENS.join('|')})(?:[- ](?:${UNITS.join('|')}))?|${TEENS.join('|')})`;
const UNIT = `(?:${UNITS.join('|')})`;

/** `first` to `thirty-first`, as the inside of a regular expression group. */
export const DAY_WORDS = ORDINALS.toReversed().join('|').replaceAll('-', '[- ]');

/** `nineteen sixty-one`, `twenty oh five`, `two thousand and nine`, as the inside of a regular expression group. */
export const YEAR_WORDS = `(?:eighteen|nineteen|twenty)[- ](?:hundred(?: and ${UNIT})?|oh?[- ]${UNIT}|${BELOW_100})|two thousand(?:(?: and)? (?:${BELOW_100}|${UNIT}))?`;

/** The day that an ordinal in words names. */
export function dayInWords(words: string): number {
  return ORDINALS.indexOf(words.toLowerCase().replace(' ', '-')) + 1;
}

/** The year that `YEAR_WORDS` matched. */
export function yearInWords(words: string): number {
  const [century = '', ...rest] = words.toLowerCase().split(/[- ]/);
  const hundreds = century === 'two' ? 2000 : numberOf(century) * 100;
  return rest.reduce((sum, word) => sum + numberOf(word), hundreds);
}

/** A day as an ordinal in words, with a hyphen unless `like` goes without. In lower case. */
export function dayWordsLike(like: string, day: number): string {
  const words = ORDINALS[day - 1] ?? '';
  return like.includes(' ') ? words.replace('-', ' ') : words;
}

/** A year in words, put as `like` puts its own: `two thousand and ten` or `twenty ten`. In lower case. */
export function yearWordsLike(like: string, year: number): string {
  const rest = year % 100;
  const lower = like.toLowerCase();
  if (year >= 2000 && year < 2100 && (rest < 10 || lower.startsWith('two'))) {
    if (rest === 0) return 'two thousand';
    return `two thousand ${lower.includes(' and ') ? 'and ' : ''}${belowHundred(rest)}`;
  }
  const century = belowHundred(Math.floor(year / 100));
  if (rest === 0) return `${century} hundred`;
  return `${century} ${rest < 10 ? 'oh ' : ''}${belowHundred(rest)}`;
}

function belowHundred(number: number): string {
  if (number < 20) return [...UNITS, ...TEENS][number - 1] ?? '';
  const tens = TENS[Math.floor(number / 10) - 2] ?? '';
  return number % 10 === 0 ? tens : `${tens}-${UNITS[(number % 10) - 1]}`;
}

/** Of one word; 0 of one that only joins. */
function numberOf(word: string): number {
  if (UNITS.includes(word)) return UNITS.indexOf(word) + 1;
  if (TEENS.includes(word)) return TEENS.indexOf(word) + 10;
  return TENS.includes(word) ? (TENS.indexOf(word) + 2) * 10 : 0;
}
