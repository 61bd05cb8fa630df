import type { Entity } from '@sallyport/core';
import { isCountry } from './countries.ts';

const DIGITS = '(?:one|two|three|four|five|six|seven|eight|nine)';
const COUNT = `(?:\\d{1,3}|an?|${DIGITS}|ten|eleven|twelve|several|few|many)`;
const UNIT = '(?:second|minute|min|hour|hr|day|week|wk|month|mo|year|yr)s?';
const LEAD = '(?:about|over|under|for|in|past|last|next|the|every|each|these|those|nearly|almost|approximately)';

/** `3 days`, `the past two weeks`, `6-month`, `45 years old`: how long, and not when. */
const DURATION = new RegExp(
  `^(?:${LEAD} ){0,4}${COUNT}[- ]{0,2}${UNIT}(?:[- ](?:old|ago|later|of age|prior|earlier))?$`,
  'i',
);

/** A day or a time of day that only the day of writing tells, or how often. */
const RELATIVE =
  /^(?:today|tonight|yesterday|tomorrow|now|daily|nightly|weekly|monthly|yearly|annually|hourly|currently|recently|(?:(?:this|last|next|each|every|the) )?(?:morning|afternoon|evening|night)|(?:this|last|next|each|every|the) (?:day|week|month|year|hour))$/i;

/** An age or a time that a life of ninety years is needed for. */
const OVER_89 = /(?<!\d)(?:9\d|1[0-2]\d)[- ]{0,2}(?:years?|yrs?)/i;

const TENS = '(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)';
const AGE_IN_WORDS = new RegExp(
  `^(?:${DIGITS}|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|${TENS}(?:[- ]${DIGITS})?)(?:[- ]{1,2}${UNIT}(?:[- ]{1,2}(?:old|of age))?)?$`,
  'i',
);

/** The patterns are bounded, and nothing longer is one of them. */
const LONGEST = 64;

/**
 * Tells whether a value that somebody calls a place, a date or an age is none that identifies: a country, a duration, a time told from
 * the day of writing, an age in words up to eighty-nine (45 CFR 164.514(b)(2)(i)(B) and (C)).
 */
export function isLetGo(value: string, type: Entity): boolean {
  if (value.length > LONGEST) return false;
  if (type === 'LOCATION') return isCountry(value);
  if (type === 'AGE_OVER_89') return AGE_IN_WORDS.test(value);
  return type === 'DATE' && !OVER_89.test(value) && (DURATION.test(value) || RELATIVE.test(value));
}
