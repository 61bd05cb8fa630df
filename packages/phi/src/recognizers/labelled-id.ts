import type { Entity, Span } from '@sallyport/core';
import { isMonthAndDay, isYear } from '../grammar/calendar.ts';
import { CONNECTOR } from '../grammar/connector.ts';
import { findLabels, indexLabels } from '../grammar/label.ts';
import type { PatternRule } from '../grammar/pattern.ts';
import { DIGIT } from '../grammar/signs.ts';
import type { Survey } from '../grammar/survey.ts';
import { wordSet } from '../grammar/word-set.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';
import { ID_LABELS } from './id-labels.ts';
import { LOGIN_NAMES } from './login-name.ts';

const TYPES = ID_LABELS.map(({ type }) => type);
const LABELS = indexLabels<Label>(
  ID_LABELS.flatMap(({ type, strong, weak }) => [
    { labels: strong, means: { type, strong: true } },
    { labels: weak, means: { type, strong: false } },
  ]),
);
const BETWEEN = new RegExp(CONNECTOR, 'iy');
const VALUE =
  /\(\d{2}\)[A-Za-z0-9()]{6,70}|\d(?: \d){4,11}(?![\d-])|\d{3,4}(?: \d{3,4}){1,3}(?![\w-])|[A-Z]{2} \d{6,9}(?![\w-])|[A-Za-z0-9](?:[A-Za-z0-9._-]{0,48}[A-Za-z0-9])?/y;
const FOLLOWED_BY_UNIT =
  /^ ?(?:mg|mcg|ml|cc|units?|tab(?:let)?s?|caps?|%|x\d|days?|weeks?|months?|years?|hours?|minutes?|times|am|pm)\b/i;

/** Of an implant: `LOT 7QX2B`, letters and digits in capitals, ISO 15223-1 §5.1.5. */
const LOT: PatternRule = {
  needs: [DIGIT],
  at: wordSet(['lot']),
  pattern:
    /(?<lead>(?:LOT|Lot)(?: (?:no\.?|number|#))?[:#.]? {1,3})(?<value>(?=[A-Z]{0,14}\d)(?=\d{0,14}[A-Z])[A-Z\d]{5,15})(?![\w-])/y,
  type: 'DEVICE',
  score: 0.7,
};

/** Identifiers that their label gives away, for every entity of `ID_LABELS`: `MRN: 4471208`, `"memberId":"XJH882"`. */
export const labelledId: Recognizer = makeRecognizer({
  name: 'labelled-id',
  entities: TYPES,
  rules: [{ needs: [LABELS.words, DIGIT], find: findLabelled }, LOT, ...LOGIN_NAMES],
});

interface Label {
  readonly type: Entity;
  readonly strong: boolean;
}

function findLabelled(survey: Survey): readonly Span[] {
  const spans: Span[] = [];
  for (const { end, means } of findLabels(survey, LABELS)) {
    const span = valueAfter(survey.text, end, means);
    if (span !== undefined && span.start >= (spans.at(-1)?.end ?? 0)) spans.push(span);
  }
  return spans;
}

function valueAfter(text: string, at: number, { type, strong }: Label): Span | undefined {
  BETWEEN.lastIndex = at;
  const between = BETWEEN.exec(text)?.[0] ?? '';
  VALUE.lastIndex = at + between.length;
  const value = VALUE.exec(text)?.[0];
  if (value === undefined || between === '' || !/\d/.test(value)) return undefined;
  const start = at + between.length;
  const end = start + value.length;
  if (isCatalogue(text, at, between) || A_LOT.test(text.slice(Math.max(0, at - 6), at))) return undefined;
  const label = text.slice(Math.max(0, at - 12), at);
  if (isNobodys(value) || (type === 'HEALTH_PLAN' && isRule(value, label))) return undefined;
  const marked = strong || /[:=#>]|number|no\b/i.test(between);
  if (!(isIdentifier(value, marked) || isFiled(value, label)) || FOLLOWED_BY_UNIT.test(text.slice(end, end + 9)))
    return undefined;
  return { start, end, type, score: strong ? 0.95 : 0.8 };
}

/** `REF 5531-G-509` on a package, ISO 15223-1 §5.1.6: what the maker calls all of its kind. */
function isCatalogue(text: string, at: number, between: string): boolean {
  return /^ +$/.test(between) && text.slice(at - 3, at) === 'REF';
}

/** `Chart 11873`, `request 61180`: five digits are no count of either, but for round ones. */
function isFiled(value: string, label: string): boolean {
  return /(?<!\p{L})(?:chart|request)$/iu.test(label) && /^\d{3}(?!00)\d\d$/.test(value);
}

/** Much, and nothing that was made together. */
const A_LOT = /(?<!\p{L})an? lot$/iu;

/** Nothing but zeros is the example of a number. */
function isNobodys(value: string): boolean {
  return /^[0-]{4,}$/.test(value);
}

/** `Policy no. IC-014`: a rule of the house; the policies of insurers go on for longer. */
function isRule(value: string, label: string): boolean {
  return /policy/i.test(label) && /^[A-Z]{2,4}[-.]\d{1,3}(?:[.-]\d{1,3}){0,2}(?:-[A-Z])?$/.test(value);
}

/** `SN 1w9`, `2-3x`: visits, not a serial number. */
const HOW_OFTEN = /^\d{1,2}(?:-\d)?[wx]\d{0,2}$/i;

function isIdentifier(value: string, marked: boolean): boolean {
  const digits = value.replace(/\D/g, '').length;
  const size = value.replace(/[^A-Za-z0-9]/g, '').length;
  if (
    isDateLike(value) ||
    HOW_OFTEN.test(value) ||
    /^\d{1,3}\.\d{1,2}(?:-\d{1,3}\.\d{1,2})?$/.test(value) ||
    /^\d{1,3}-(?:year|day|week|month|hour)/i.test(value)
  )
    return false;
  if (marked) return size >= 3 && !(size === 4 && isYear(value));
  return size >= 6 && digits >= 4;
}

function isDateLike(value: string): boolean {
  const [a = '', b = '', c = ''] = value.split(/[.-]/);
  if (!/^\d{1,4}([.-])\d{1,2}\1\d{2,4}$/.test(value)) return false;
  return a.length === 4
    ? isYear(a) && isMonthAndDay(Number(b), Number(c))
    : c.length === 4 && isMonthAndDay(Number(a), Number(b)) && isYear(c);
}
