import { canonicalize } from '../canonicalize.ts';
import { MONTH_STYLES } from './date-names.ts';
import { dayNumber } from './day-number.ts';
import { type DateReading, readYear } from './written-date.ts';

/** Two days of one month, which is written once: `Oct 3-9, 2023`, `3 to 9 October`. */
export interface DayRange {
  readonly monthFirst: boolean;
  readonly year?: number;
  readonly month: number;
  readonly days: readonly [number, number];
  /** As they are written; an absent one is empty. */
  readonly written: Readonly<Record<WrittenPart, string>>;
}

/** The parts of a written range: `gap` stands between the month and the day beside it, `comma` before the year. */
export type WrittenPart = 'name' | 'gap' | 'day' | 'ordinal' | 'joint' | 'lastDay' | 'lastOrdinal' | 'comma' | 'year';

const NAME = `(?<name>${MONTH_STYLES.pattern})(?![\\p{L}])`;
const DAYS =
  '(?<day>\\d{1,2})(?<ordinal>st|nd|rd|th)?(?<joint> ?(?:-|to|through|thru|until|and|bis|al?|&) ?)(?<lastDay>\\d{1,2})(?<lastOrdinal>st|nd|rd|th)?(?!\\d)';
const YEAR = "(?:(?<comma>,?(?: of| de| del)?[ -]{0,2}'?)(?<year>\\d{4}|\\d{2}))?";
const MONTH_FIRST = new RegExp(`^${NAME}(?<gap>\\.?[ -]{0,2}(?:the )?)${DAYS}${YEAR}$`, 'iu');
const DAY_FIRST = new RegExp(`^${DAYS}(?<gap>\\.?[ -]{0,2}(?:of |de )?)${NAME}\\.?${YEAR}$`, 'iu');
const LONGEST = 64;
const LEAP_YEAR = 2000;

/** Reads such a range, the whole of a value; `undefined` for anything else. */
export function readDayRange(value: string, reading: DateReading): DayRange | undefined {
  if (value.length > LONGEST) return undefined;
  const text = canonicalize(value);
  const monthFirst = MONTH_FIRST.exec(text);
  const groups = (monthFirst ?? DAY_FIRST.exec(text))?.groups;
  if (groups === undefined) return undefined;
  const part = (name: WrittenPart): string => groups[name] ?? '';
  const year = part('year') === '' ? undefined : readYear(part('year'), reading);
  if (part('year') !== '' && year === undefined) return undefined;
  const month = MONTH_STYLES.indexOf(part('name')) + 1;
  const days = [Number(part('day')), Number(part('lastDay'))] as const;
  if (days.some((day) => dayNumber({ year: year ?? LEAP_YEAR, month, day }) === undefined)) return undefined;
  const names = ['name', 'gap', 'day', 'ordinal', 'joint', 'lastDay', 'lastOrdinal', 'comma', 'year'] as const;
  const written = Object.fromEntries(names.map((name) => [name, part(name)])) as Record<WrittenPart, string>;
  return { monthFirst: monthFirst !== null, ...(year === undefined ? {} : { year }), month, days, written };
}
