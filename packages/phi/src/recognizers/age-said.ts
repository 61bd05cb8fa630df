import { isOpenGroup } from '../grammar/age-unit.ts';
import { ORDINAL_SUFFIXES } from '../grammar/date-words.ts';
import { type PatternRule, type Place, textBefore } from '../grammar/pattern.ts';
import { DIGITS_OVER_89 } from '../grammar/signs.ts';
import { wordList, wordSet } from '../grammar/word-set.ts';

const NUMBER = String.raw`(?:9\d|1[0-2]\d)`;
const UNIT = '(?:one|two|three|four|five|six|seven|eight|nine)';
const IN_WORDS = `(?:ninety(?:[- ]${UNIT})?|(?:a |one )hundred(?:[- ](?:and )?(?:${UNIT}|ten|eleven|twelve))?)`;
const RELATIVES = wordList(`
  mother father mom mum mama dad papa grandmother grandfather grandma grandpa granny gran nana wife husband husb widow
  widower sister brother aunt uncle
`);
const RELATIVE_WORDS = wordSet(RELATIVES);
const PERSON = wordList('woman man lady gentleman girl boy fellow widow widower soul');
const ABOUT = '(?:now|just|only|already|almost|nearly|about|around|going on|over|still)';
/** Of whom it is said, up to the number: `my mother's`, `her husband was almost`. */
const OF_SOMEONE = `(?<=(?<![a-z])(?:(?:i['’]m|i am|i['’]ll be|you['’]re|you are|you['’]ll be|i turned|we['’]re both)|(?:he|she|who|${RELATIVES.join('|')})(?:['’]?s|['’]ll be| is| was| turned| turns| made| just turned| will be| would be)|(?:died|passed(?: away)?|alive|deceased|lived) (?:at|to)|(?:${PERSON.join('|')}) of) (?:${ABOUT} )?)`;
/** What goes on behind an age, and not behind a weight, a pulse or a saturation. */
const AGE_ENDS = String.raw`(?=$|[\n;!?)"”]|[.,](?! ?\d)| (?:and(?! ?\d)|but|or|now|next|in|when|who|so|if|by|has|lives|still|years|himself|herself|this (?:year|month|week|spring|summer|fall|autumn|winter)|last (?:year|month|week|spring|summer|fall|autumn|winter))(?![a-z]))`;
const SAID_OF = wordSet([...RELATIVES, ...PERSON, ...wordList('i you we he she who died passed alive deceased lived')]);
const NEARLY = wordSet(wordList('almost nearly pushing going coming close'));

/** Ages over 89 that no label says, but the words around them. */
export const AGES_SAID: readonly PatternRule[] = [
  // she is 94 · my dad turned ninety-four · passed at 104
  {
    needs: [DIGITS_OVER_89, SAID_OF],
    pattern: new RegExp(`(?=9|1)${OF_SOMEONE}${NUMBER}${AGE_ENDS}`, 'gi'),
    type: 'AGE_OVER_89',
    score: 0.8,
    accept: isAge,
  },
  {
    needs: [wordSet(['ninety', 'hundred']), SAID_OF],
    pattern: new RegExp(
      `(?=[nao])${OF_SOMEONE}${IN_WORDS}(?: and a half| years and \\w{1,8} months)?${AGE_ENDS}`,
      'gi',
    ),
    type: 'AGE_OVER_89',
    score: 0.8,
    accept: isAge,
  },
  // aged ninety-two · my age is ninety-five
  {
    at: wordSet(wordList('age aged turned turning')),
    pattern: new RegExp(
      `(?<lead>(?:aged?|turn(?:ed|ing))(?: is| was| of| about)? )(?<value>${IN_WORDS})(?![a-z-]|[ -](?:percent|degrees|hours|days|weeks|months|times|and (?:over|above|older)|or (?:over|above|older))(?![a-z]))`,
      'iy',
    ),
    type: 'AGE_OVER_89',
    score: 0.85,
  },
  // nearly ninety-one · going on 95
  {
    at: NEARLY,
    pattern: new RegExp(
      `(?<lead>(?:almost|nearly|pushing|going on|coming up on|close to) )(?<value>${NUMBER}|${IN_WORDS})${AGE_ENDS}`,
      'iy',
    ),
    type: 'AGE_OVER_89',
    score: 0.75,
    accept: isAge,
  },
  // How old is she? Ninety-two.
  {
    at: wordSet(['how']),
    pattern: new RegExp(
      `(?<lead>how old[^?\\d]{0,40}\\?\\s{0,3}(?:[A-Za-zÀ-ɏ. ]{1,30}:\\s{0,2})?(?:(?:uh|um|oh|well|she|he|i)(?:['’](?:s|m|ll be)| is| am)?,? ){0,3})(?<value>${NUMBER}|${IN_WORDS})${AGE_ENDS}`,
      'iy',
    ),
    type: 'AGE_OVER_89',
    score: 0.85,
    accept: isAge,
  },
  // her husband (ninety-five) · my mother, 94,
  {
    at: RELATIVE_WORDS,
    pattern: new RegExp(`(?<lead>[a-z]{3,11}(?: \\(|, ))(?<value>${NUMBER}|${IN_WORDS})(?=\\)|, (?![\\d(]))`, 'iy'),
    type: 'AGE_OVER_89',
    score: 0.75,
  },
  // nine-zero-year-old
  {
    at: wordSet(['nine']),
    pattern: new RegExp(`nine[- ](?:zero|oh|${UNIT})[- ]years?[- ]old(?![a-z])`, 'iy'),
    type: 'AGE_OVER_89',
    score: 0.9,
  },
  // 94 yrs · 91yrs
  {
    needs: [DIGITS_OVER_89, wordSet(['yr', 'yrs'])],
    pattern: new RegExp(
      `(?<![\\w.,/-])${NUMBER}[ ]?yrs?(?![a-z]|\\.?[ -](?:ago|later|exp|history|hx|prior|smok|of))`,
      'gi',
    ),
    type: 'AGE_OVER_89',
    score: 0.85,
    accept: isAge,
  },
  // 94 ans · anni 90 · 93-jährige · 95 oed
  {
    needs: [DIGITS_OVER_89, wordSet(wordList('ans a anos anni jaar jaarige jahre j r oed vuotta saal'))],
    pattern: new RegExp(
      `(?<![A-Za-zÀ-ɏ\\d.,/-])(?:${NUMBER}[ -]?(?:ans|años|anos|anni|jaar(?:ige)?|jahre(?: alt)?|jährige[rsnm]?|år|oed|vuotta|saal)(?![A-Za-zÀ-ɏ\\d])|(?<=(?<![A-Za-zÀ-ɏ])anni )${NUMBER}(?![A-Za-zÀ-ɏ\\d%/]|[.,]\\d))`,
      'gi',
    ),
    type: 'AGE_OVER_89',
    score: 0.85,
    accept: isAge,
  },
  // Her 95th birthday · Happy 100th
  {
    needs: [DIGITS_OVER_89, ORDINAL_SUFFIXES],
    pattern:
      /(?<![\w.,/-])(?:9\d|1[0-2]\d)(?:st|nd|rd|th)(?= (?:birthday|bday|b-day)(?![a-z])|(?<=happy .{4,5})(?! [a-z]))/gi,
    type: 'AGE_OVER_89',
    score: 0.85,
  },
  // a column of a roster: .... 90 M ...
  {
    needs: [DIGITS_OVER_89, wordSet(['m', 'f'], { capital: true })],
    pattern: new RegExp(`(?<=(?:\\.{3,80}|[|┆│]) {0,3})${NUMBER}(?= ?[MF](?: {0,3}(?:[|┆│]|\\.{2})))`, 'g'),
    type: 'AGE_OVER_89',
    score: 0.85,
  },
];

/** What lasts so long is no one's age. */
const LASTING =
  /(?<!\p{L})(?:hace|depuis|seit|vor|desde|da|il y a|past|last|over|for|pack|sats?|saturations?|spo2|pulse|rate|temp(?:erature)?|pressure|o2|oxygen|sugar|glucose|weight|score)(?: [a-z]{1,8}){0,2} $/iu;

function isAge(_: string, place: Place): boolean {
  return !isOpenGroup(place.text, place.start) && !LASTING.test(textBefore(place, 36));
}
