const UNITS = 'one two three four five six seven eight nine'.split(' ');
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const LAST_TWO = `(?:(?<tens>${TENS.join('|')})(?:[- ](?<unit>${UNITS.join('|')}))?|(?<teen>${TEENS.join('|')})|(?:oh?|hundred and|and)[- ](?<alone>${UNITS.join('|')}))`;
const YEAR = new RegExp(
  `\\b(?:(?<century>eighteen|nineteen|twenty)[- ](?:hundred(?! and)|${LAST_TWO})|two thousand(?:(?: and)? (?<few>${[...TEENS, ...UNITS].join('|')})| (?:and )?(?<many>${TENS.join('|')})(?:[- ](?<more>${UNITS.join('|')}))?)?)$`,
  'i',
);
const CENTURIES: Readonly<Record<string, number>> = { eighteen: 1800, nineteen: 1900, twenty: 2000 };

/** The year that ends a text in words: `nineteen sixty-one`, `twenty oh five`, `two thousand and nine`. */
export function yearInWords(text: string): number | undefined {
  const groups = YEAR.exec(text.toLowerCase())?.groups;
  if (groups === undefined) return undefined;
  const century = groups.century === undefined ? 2000 : (CENTURIES[groups.century] ?? 2000);
  const words = [groups.tens, groups.unit, groups.teen, groups.alone, groups.few, groups.many, groups.more];
  return words.reduce((sum, word) => sum + numberOf(word), century);
}

function numberOf(word: string | undefined): number {
  if (word === undefined) return 0;
  if (UNITS.includes(word)) return UNITS.indexOf(word) + 1;
  return TEENS.includes(word) ? TEENS.indexOf(word) + 10 : (TENS.indexOf(word) + 2) * 10;
}
