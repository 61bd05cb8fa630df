import { markBirth } from '../grammar/birth.ts';
import { isCompactDate, isMonthAndDay, isYear } from '../grammar/calendar.ts';
import { SIMPLE_CONNECTOR } from '../grammar/connector.ts';
import { WEEKDAY_WORDS, WEEKDAYS } from '../grammar/date-words.ts';
import { labelList, labelSet } from '../grammar/label.ts';
import { allMatches } from '../grammar/matches.ts';
import { isMeasured } from '../grammar/measured.ts';
import { isNumbering } from '../grammar/numbering.ts';
import { type LabelRule, type PatternRule, type Place, textAfter, textBefore } from '../grammar/pattern.ts';
import { isScored } from '../grammar/scored.ts';
import {
  DIGIT,
  DIGITS_4,
  DIGITS_6,
  DIGITS_HYPHENATED,
  DIGITS_IN_THREE,
  DIGITS_SLASHED,
  SLASH_APART,
} from '../grammar/signs.ts';
import { wordList, wordSet } from '../grammar/word-set.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';
import { SIBLING_DATE } from './sibling-date.ts';

const LABELS = labelSet(
  labelList(`
    dob, d.o.b, date of birth, birth date, birthday, birth time, birth, born, dos, doa, dod, date, dated, d, t, dd,
    dt, admit, admit date, admitted, admission, admission date, discharge, discharge date, discharged, visit, visit
    date, seen, service date, date of service, expires, exp, effective date, death date, deceased
  `),
);
const MONTH_LABELS = labelSet(
  labelList('exp, expires, expiry, expiry date, expiration, expiration date, valid until, valid thru'),
);
const BEFORE_DOTTED = wordSet(wordList('am vom zum bis seit ab den dem geb born op'));
const TIME = String.raw`(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?`;

const RULES: readonly (PatternRule | LabelRule)[] = [
  {
    needs: [DIGITS_IN_THREE],
    pattern: /(?<![\w./-])\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})(?![\w/-]|\.\d)/g,
    type: 'DATE',
    score: 0.9,
    accept: isDayMonthYear,
  },
  {
    needs: [SLASH_APART],
    pattern: /(?<![\w./-])\d{1,2} ?\/ ?\d{1,2} ?\/ ?(?:\d{4}|\d{2})(?![\w/-]|\.\d)/g,
    type: 'DATE',
    score: 0.85,
    accept: isDayMonthYear,
  },
  {
    needs: [DIGITS_IN_THREE, DIGITS_4],
    pattern: new RegExp(String.raw`(?<![\w./-])\d{4}([/.-])\d{1,2}\1\d{1,2}${TIME}(?![\w/-]|\.\d)`, 'g'),
    type: 'DATE',
    score: 0.92,
    accept: isYearMonthDay,
  },
  {
    needs: [DIGITS_6],
    labels: LABELS,
    pattern: new RegExp(String.raw`(?<lead>\.?${SIMPLE_CONNECTOR})(?<value>\d{8}|\d{6})(?![\w-]|\.\d)`, 'y'),
    type: 'DATE',
    score: 0.96,
    accept: isCompactDate,
  },
  {
    needs: [DIGITS_SLASHED, DIGITS_4],
    pattern: /(?<![\w./-])(?:0?[1-9]|1[0-2])\/(?:19|20)\d{2}(?![\w/-]|\.\d)/g,
    type: 'DATE',
    score: 0.8,
  },
  {
    needs: [DIGITS_SLASHED],
    pattern: /(?<![\w./-])\d{1,2}\/\d{1,2}(?: ?- ?\d{1,2}\/\d{1,2})?(?![\w/%-]|\.\d)/g,
    type: 'DATE',
    score: 0.7,
    accept: isMonthDayInContext,
  },
  // Fri 2.27
  {
    needs: [DIGIT, WEEKDAY_WORDS],
    pattern: new RegExp(String.raw`(?<=(?<![A-Za-z])${WEEKDAYS}[.,]? )\d{1,2}\.\d{2}(?![\w%]|\.\d)`, 'gi'),
    type: 'DATE',
    score: 0.7,
    accept: isMonthDay,
  },
  // am 12.5.
  {
    needs: [DIGIT, BEFORE_DOTTED],
    pattern:
      /(?<=(?<![A-Za-zÀ-ɏ])(?:am|vom|zum|bis|seit|ab|den|dem|geb|born|op)[.:]? )\d{1,2}\.\d{1,2}\.(?![\w%]| ?\d)/gi,
    type: 'DATE',
    score: 0.8,
    accept: isMonthDay,
  },
  // exp. 2028-06
  {
    needs: [DIGITS_HYPHENATED, DIGITS_4],
    labels: MONTH_LABELS,
    pattern: new RegExp(
      String.raw`(?<lead>\.?${SIMPLE_CONNECTOR})(?<value>20\d{2}[-/](?:0[1-9]|1[0-2]))(?![\w/-]|\.\d)`,
      'y',
    ),
    type: 'DATE',
    score: 0.85,
  },
  // 202605141330
  {
    needs: [DIGITS_6],
    pattern:
      /(?<![\w.+-])(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[T ]?(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?Z?)(?![\w.-]|:\d)/g,
    type: 'DATE',
    score: 0.6,
  },
  {
    needs: [DIGITS_HYPHENATED],
    pattern:
      /(?<=(?:^|[^A-Za-z])(?:on|since|until|exp(?:ires)?|dated) )\d{1,2}-\d{1,2}(?=[;.)]|,? (?:at|she|he|the patient)\b|$)/gim,
    type: 'DATE',
    score: 0.6,
    accept: isMonthDay,
  },
];

/** Dates in digits. Ratios, blood pressures, visual acuities, scores and fractions are left alone. */
export const numericDate: Recognizer = makeRecognizer({
  name: 'numeric-date',
  entities: ['DATE'],
  rules: [...RULES, SIBLING_DATE],
  refine: markBirth,
});

const THREE_NUMBERS = /^(\d+) ?[/.-] ?(\d+) ?[/.-] ?(\d+)/;
const SCORED = /\bapgars?[ :=]{0,3}$/i;
const TWO_NUMBERS = /(\d+)[/.-](\d+)/g;

function isDayMonthYear(value: string, place: Place): boolean {
  const [, a = '', b = '', year = ''] = THREE_NUMBERS.exec(value) ?? [];
  if (!isMonthAndDay(Number(a), Number(b)) || !isYear(year)) return false;
  // A version has no year of four digits.
  if (/\.\d{2}$/.test(value)) return !isNumbering(place.text, place.start, place.end);
  // `Apgar 7/9/10`, `follow-up at 7/14/28 days`.
  if (SCORED.test(textBefore(place, 10)) || isMeasured(place.text, place.end)) return false;
  // `1 / 10 / 30 / 100`: doses, and no date has four parts.
  return !/^ ?\/ ?\d/.test(textAfter(place, 4)) && !/\d ?\/ ?$/.test(textBefore(place, 4));
}

function isYearMonthDay(value: string): boolean {
  const [, year = '', month = '', day = ''] = THREE_NUMBERS.exec(value) ?? [];
  return isYear(year) && isMonthAndDay(Number(month), Number(day));
}

function isMonthDay(value: string): boolean {
  return allMatches(value, TWO_NUMBERS).every(([, month, day]) => isMonthAndDay(Number(month), Number(day)));
}

const DATE_BEFORE =
  /(?:\b(?:on|since|until|till|from|through|thru|visit|appt|appointment|seen|admitted|adm|discharged|dated|due|scheduled|starting|started|surgery|dos|doa|lmp|follow-?up|f\/u|labs?|week of|between|exp|expires?|again|dictated|edd|last dose|last seen|last fill(?:ed)?|removed|placed|inserted|extubated|intubated|sent|drawn|faxed|mailed|signed|booked|arrived|transferred|stopped|mri|mra|cxr|colonoscopy|egd|mammogram|dexa|(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?)[:,]? |\()$/i;
/** Days that a day goes on from: `on 2/3 and` and `3/9, 3/10 +`. */
const DAYS_BEFORE = /(?:(?<![\d/.])\d{1,2}\/\d{1,2}(?:\/\d{2,4})?(?:, (?:and )?| and | & | ?\+ ?| or )){1,6}$/i;
/** What a recipe, a tablet or a mile is divided into, which only a word that wants a day makes one. */
const FRACTION = /^(?:1\/2|[12]\/3|[13]\/4)$/;
const DAY_BEFORE =
  /\b(?:on|since|until|till|from|visit|appt|appointment|seen|admitted|adm|discharged|dated|due|scheduled|surgery|dos|doa|lmp|follow-?up|f\/u|exp|expires?|dictated|edd|last dose)[:,]? $/i;
const SCORE_BEFORE =
  /\b(?:pain|score|scale|rated|strength|grade|graded|motor|power|murmur|reflexes|vision|acuity|od|os|ou)\b[^.;\n]{0,16}$/i;
const SCORE_AFTER =
  /^(?:'s|[ -](?:strength|motor|power|murmur|systolic|diastolic|scale|pain|sets?|in severity|reps|bilat|throughout|intensity|hpf|vision|ths?\b|of\b|days?\b|nights\b|doses\b|nodes\b|cores\b|units\b|criteria\b|dilution|suture|inch|fractions?\b|fx\b|cycles?\b|sessions?\b|courses?\b|bottles?\b|tubes?\b|vials?\b|lymph|LNs?\b|pos\b|neg\b|positive|negative|visits\b|samples?\b|specimens?\b|pages?\b))/i;
/** A time of the day, which a date goes before. */
const CLOCK_AFTER = /^(?:,? {1,3}|,? (?:at|@) ?|@)(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])/i;
const HALF_AFTER = /^ [AP]\.?M(?![A-Za-z])/i;
const COLUMN_BEFORE = /(?:^|[\n\t|]| {2}) ?$/;

function isMonthDayInContext(value: string, place: Place): boolean {
  if (!isMonthDay(value)) return false;
  const after = textAfter(place, 14);
  if (SCORE_AFTER.test(after) || isMeasured(place.text, place.end) || isScored(value, textBefore(place, 64)))
    return false;
  if (FRACTION.test(value)) return DAY_BEFORE.test(textBefore(place, 24)) && !SCORE_BEFORE.test(textBefore(place, 24));
  const before = textBefore(place, 64).replace(DAYS_BEFORE, '').slice(-24);
  if (SCORE_BEFORE.test(before)) return false;
  return DATE_BEFORE.test(before) || CLOCK_AFTER.test(after) || (HALF_AFTER.test(after) && COLUMN_BEFORE.test(before));
}
