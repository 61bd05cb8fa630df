import { DAY_WORDS, YEAR_WORDS } from '../dates/number-words.ts';
import { MONTHS } from '../grammar/calendar.ts';
import { MONTH_WORDS, ORDINAL_WORDS } from '../grammar/date-words.ts';
import { type PatternRule, type Place, textAfter, textBefore } from '../grammar/pattern.ts';
import { wordList, wordSet } from '../grammar/word-set.ts';

const MONTH = `(?:${MONTHS})(?![A-Za-z])\\.?`;
const UNIT = '(?:one|two|three|four|five|six|seven|eight|nine)';
const TEEN = '(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)';
const TENS = '(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)';
const NUMBER = `(?:${TENS}(?:[- ]${UNIT})?|${TEEN}|(?:(?:oh?|zero)[- ])?${UNIT})`;
const YEAR = `(?:${YEAR_WORDS}|\\d{4}(?!\\d)|${TENS}(?:[- ]${UNIT})?(?![a-z]))`;

/** Dates in words, as they are said or taken down from speech. */
export const SPOKEN_DATES: readonly PatternRule[] = [
  // March the third nineteen forty one · June eleventh
  {
    needs: [ORDINAL_WORDS],
    at: MONTH_WORDS,
    pattern: new RegExp(`${MONTH},? (?:the )?(?:${DAY_WORDS})(?![a-z-])(?:,? (?:of |in )?${YEAR})?(?![a-z])`, 'iy'),
    type: 'DATE',
    score: 0.9,
    accept: isMonthSaid,
  },
  // the first of January · the third day of March, nineteen forty
  {
    needs: [ORDINAL_WORDS, MONTH_WORDS],
    pattern: new RegExp(
      `(?<![a-z])(?:the )?(?:${DAY_WORDS}) (?:day )?of ${MONTH}(?:,? (?:of |in )?${YEAR})?(?![a-z])`,
      'gi',
    ),
    type: 'DATE',
    score: 0.9,
  },
  // Nine, one, sixty-six
  {
    at: wordSet(
      wordList(`
        oh o zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen twenty thirty
      `),
    ),
    pattern: new RegExp(
      `${NUMBER}(?:,? |-)(?:${NUMBER}(?:,? |-))?(?:${YEAR_WORDS}|${NUMBER})(?![a-z])(?!(?:,? |-)(?:${NUMBER}|hundred|thousand|oh|zero)(?![a-z]))`,
      'iy',
    ),
    type: 'DATE',
    score: 0.85,
    accept: isAnswer,
  },
];

/** `may first try` and `march second` are verbs unless a year or an article tells otherwise. */
function isMonthSaid(value: string): boolean {
  return !/^(?:may|march|mar|dec|sep) (?!the )\S+$/.test(value) && !/^May (?:first|second)$/.test(value);
}

/** What asks for a date, with few words between it and the answer. */
const ASKED =
  /(?:birth|birthday|birthdate|born|dob|expiration|expires|expiry)(?: date)?(?:[^.;\d]|\d{2}:\d{2}){0,40}$/i;

/** A whole sentence that is a month, a day and a year: `Three, fourteen, eighty-six.` */
const SENTENCE = new RegExp(`^${NUMBER}, ${NUMBER}, (?:nineteen )?${TENS}-${UNIT}$`, 'i');
const SENTENCE_BEFORE = /(?:^|[.?!:>\n]) ?$/;

/** Whether a date was asked for, and nothing else was answered since: three numbers, or two where a card expires. */
function isAnswer(value: string, place: Place): boolean {
  const before = textBefore(place, 64);
  if (SENTENCE.test(value)) return ASKED.test(before) || (SENTENCE_BEFORE.test(before) && textAfter(place, 1) === '.');
  return ASKED.test(before) && (value.split(/,? |-/).length > 2 || /expir/i.test(before));
}
