import { DAY_WORDS } from '../dates/number-words.ts';
import { ORDINAL_SUFFIXES, ORDINAL_WORDS, WEEKDAY_WORDS, WEEKDAYS } from '../grammar/date-words.ts';
import { type PatternRule, type Place, textBefore } from '../grammar/pattern.ts';
import { DIGIT } from '../grammar/signs.ts';
import { wordList, wordSet } from '../grammar/word-set.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';

// `the first` and `the second` are too often the one of two.
const LATER_DAYS = DAY_WORDS.replace(/\|(?:third|second|first)(?=\||$)/g, '');
const FIGURE = `(?:3(?:1st|0th)|2(?:1st|2nd|3rd|[04-9]th)|1\\dth|0?(?:1st|2nd|3rd|[4-9]th))`;

/** A word that a sentence goes on with behind a day: what is counted is a noun, and no such word. */
const GOES_ON =
  'at|in|but|so|because|before|after|until|till|then|when|while|if|unless|as|with|she|he|they|we|i|you|it|was|were|is|has|had|will|would|for|around|about|via|not|instead|again|please|works?|morning|afternoon|evening|night';
const HOUR =
  '(?:\\d{1,2}(?::\\d{2}|[ ]?[ap]\\.?m)|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|half|quarter)(?![a-z]))';
/** Where a day ends: at a mark, a line's end, or such a word. */
const DAY_ENDS = `(?=$|[.!?;:)"”\\n]|,(?! ?(?:the )?(?:\\d|(?:${DAY_WORDS})(?![a-z])|and ))| [-–—] | of (?:this|next|last|the) (?:month|same)| (?:${GOES_ON})(?![a-z]))`;
/** A time of the day, which only a day goes on with. */
const TIME_BEHIND = `(?=,? (?:at|around|about|@) ?${HOUR}|, ${HOUR}|,? in the (?:morning|afternoon|evening)| (?:morning|afternoon|evening)(?![a-z])| (?:works|would work|is (?:fine|free|full))(?![a-z])| of (?:this|next|last) month)`;

const BEFORE_DAYS = wordSet(
  wordList('on by until till til due since any anytime back again home come comes around before after over returned'),
);
const DAYS_ELSEWHERE = wordSet(
  wordList(`
    lunes martes mi jueves viernes s domingo lundi mardi mercredi jeudi vendredi samedi dimanche luned lunedi marted martedi
    mercoled mercoledi gioved giovedi venerd venerdi sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
  `),
);
const HOLIDAY_WORDS = wordSet(
  wordList(`
    christmas thanksgiving easter halloween valentine valentines year years independence memorial labor labour mother mothers
    father fathers boxing purim passover hanukkah kippur diwali eid ramadan hogmanay
  `),
);
/** Holidays, which are days of a year as well. */
const HOLIDAY =
  "(?:(?:Christmas|New Year['’]?s)(?: (?:Eve|Day))?|Thanksgiving(?: Day)?|(?:Orthodox )?Easter(?: (?:Sunday|Monday))?|Good Friday|Halloween|Valentine['’]?s(?: Day)?|(?:Independence|Memorial|Labou?r|Mother['’]?s|Father['’]?s|Boxing) Day|Purim|Passover|Hanukkah|Yom Kippur|Diwali|Eid(?: al-(?:Fitr|Adha))?|Ramadan|Hogmanay)(?:,? (?:of )?(?:19|20)\\d{2})?(?![\\w'’-]| (?!and|at|in|she|he|they|we|i|it|was|were|is|with|when|but|for|after|before|to|morning|evening|night|weekend)[a-z])";

const RULES: readonly PatternRule[] = [
  // due on the 6th, any day but the 11th
  {
    needs: [DIGIT, ORDINAL_SUFFIXES],
    at: BEFORE_DAYS,
    pattern: new RegExp(
      `(?<lead>(?:on|by|until|till|til|due|since|back|again|home|comes?|any day but|anytime but|any time before) )(?<value>the ${FIGURE})${DAY_ENDS}`,
      'iy',
    ),
    type: 'DATE',
    score: 0.8,
  },
  // denied on the ninth as not necessary
  {
    needs: [ORDINAL_WORDS],
    at: BEFORE_DAYS,
    pattern: new RegExp(
      `(?<lead>(?:on|by|until|till|til|due|since) )(?<value>the (?:${LATER_DAYS})(?![a-z-]))${DAY_ENDS}`,
      'iy',
    ),
    type: 'DATE',
    score: 0.8,
  },
  // the 3rd, ten past nine · the 12th at 7:30
  {
    needs: [DIGIT, ORDINAL_SUFFIXES],
    pattern: new RegExp(`(?<![a-z])the ${FIGURE}${TIME_BEHIND}`, 'gi'),
    type: 'DATE',
    score: 0.8,
  },
  // the fifth of next month · the tenth at nine
  {
    needs: [ORDINAL_WORDS],
    pattern: new RegExp(`(?<![a-z])the (?:${DAY_WORDS})${TIME_BEHIND}`, 'gi'),
    type: 'DATE',
    score: 0.8,
  },
  // Sat 13 at noon
  {
    needs: [DIGIT],
    at: WEEKDAY_WORDS,
    pattern: new RegExp(`${WEEKDAYS}[.,]? (?:the )?(?:1[3-9]|2\\d|3[01])(?![\\w%/.:–-])${DAY_ENDS}`, 'iy'),
    type: 'DATE',
    score: 0.7,
    accept: isWritten,
  },
  // el lunes 27 · lundi 5 · maandag 3
  {
    needs: [DIGIT],
    at: DAYS_ELSEWHERE,
    pattern:
      /(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag),? (?:(?:día|le|den) )?(?:3[01]|[12]\d|0?[1-9])(?![\w%/:–-]|[.,]\d)(?=$|[\n.,;!?)]| (?:a|à|de|del|en|alle|om|por|y|et|e|con|avec|at)(?![A-Za-zÀ-ɏ]))/iy,
    type: 'DATE',
    score: 0.75,
  },
  // on Labor Day 2025
  {
    needs: [HOLIDAY_WORDS],
    at: BEFORE_DAYS,
    pattern: new RegExp(
      `(?<lead>(?:on|since|until|till|by|around|before|after|over|returned) )(?<value>${HOLIDAY})`,
      'iy',
    ),
    type: 'DATE',
    score: 0.75,
    accept: isOfSomeYear,
  },
];

/** Days of a month that is not said, where words of scheduling or a time stand beside them. */
export const dayDate: Recognizer = makeRecognizer({ name: 'day-date', entities: ['DATE'], rules: RULES });

/** `sat 30 minutes` is a verb, and `SUN 14` may be a test. */
function isWritten(value: string): boolean {
  return /^[A-Z][a-z]/.test(value);
}

/** Hours of opening say when there is no one. */
function isOfSomeYear(_: string, place: Place): boolean {
  return !/(?:closed|open|hours|except|every|each|holidays?)[^.\n]{0,24}$/i.test(textBefore(place, 40));
}
