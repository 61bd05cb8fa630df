import { markBirth } from '../grammar/birth.ts';
import { isCompactDate, isMonthAndDay, isYear } from '../grammar/calendar.ts';
import { SIMPLE_CONNECTOR } from '../grammar/connector.ts';
import { labelList, labelSet } from '../grammar/label.ts';
import { allMatches } from '../grammar/matches.ts';
import { isNumbering } from '../grammar/numbering.ts';
import { type LabelRule, type PatternRule, type Place, textAfter, textBefore } from '../grammar/pattern.ts';
import {
  DIGITS_4,
  DIGITS_6,
  DIGITS_HYPHENATED,
  DIGITS_IN_THREE,
  DIGITS_SLASHED,
  SLASH_APART,
} from '../grammar/signs.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';

const LABELS = labelSet(
  labelList(`
    dob, d.o.b, date of birth, birth date, birthday, birth time, birth, born, dos, doa, dod, date, dated, d, t, dd,
    dt, admit, admit date, admitted, admission, admission date, discharge, discharge date, discharged, visit, visit
    date, seen, service date, date of service, expires, exp, effective date, death date, deceased
  `),
);
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
  rules: RULES,
  refine: markBirth,
});

const THREE_NUMBERS = /^(\d+) ?[/.-] ?(\d+) ?[/.-] ?(\d+)/;
const TWO_NUMBERS = /(\d+)[/-](\d+)/g;

function isDayMonthYear(value: string, place: Place): boolean {
  const [, a = '', b = '', year = ''] = THREE_NUMBERS.exec(value) ?? [];
  if (!isMonthAndDay(Number(a), Number(b)) || !isYear(year)) return false;
  // A version has no year of four digits.
  if (/\.\d{2}$/.test(value)) return !isNumbering(place.text, place.start, place.end);
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
  /(?:\b(?:on|since|until|till|from|through|thru|visit|appt|appointment|seen|admitted|adm|discharged|dated|due|scheduled|starting|started|surgery|dos|doa|lmp|follow-?up|f\/u|labs?|week of|between|exp|expires?|again|dictated|edd|last dose)[:,]? |\()$/i;
/** What a recipe, a tablet or a mile is divided into, which only a word that wants a day makes one. */
const FRACTION = /^(?:1\/2|[12]\/3|[13]\/4)$/;
const DAY_BEFORE =
  /\b(?:on|since|until|till|from|visit|appt|appointment|seen|admitted|adm|discharged|dated|due|scheduled|surgery|dos|doa|lmp|follow-?up|f\/u|exp|expires?|dictated|edd|last dose)[:,]? $/i;
const SCORE_BEFORE =
  /\b(?:pain|score|scale|rated|strength|grade|graded|motor|power|murmur|reflexes|vision|acuity|od|os|ou)\b[^.;\n]{0,16}$/i;
const SCORE_AFTER =
  /^(?:'s|[ -](?:strength|motor|power|murmur|systolic|diastolic|scale|pain|sets?|in severity|reps|bilat|throughout|intensity|hpf|vision|ths?\b|of\b|days?\b|nights\b|doses\b|nodes\b|cores\b|units\b|criteria\b|dilution|suture|inch))/i;

function isMonthDayInContext(value: string, place: Place): boolean {
  const before = textBefore(place, 24);
  return (
    isMonthDay(value) &&
    (FRACTION.test(value) ? DAY_BEFORE : DATE_BEFORE).test(before) &&
    !SCORE_BEFORE.test(before) &&
    !SCORE_AFTER.test(textAfter(place, 14))
  );
}
