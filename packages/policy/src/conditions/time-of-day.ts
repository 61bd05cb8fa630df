import { DAYS, type TimeCondition } from './conditions.ts';
import { type LocalTime, localTime } from './local-time.ts';

const CLOCK = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;
const WHOLE_DAY = 1_440;

/** Minutes since midnight of `08:30`; `24:00` is the end of a day. Anything else gives `undefined`. */
export function readClock(text: string): number | undefined {
  const [all, hours, minutes] = CLOCK.exec(text) ?? [];
  if (all === undefined) return undefined;
  return hours === undefined ? WHOLE_DAY : Number(hours) * 60 + Number(minutes);
}

/** A condition on the time, read. */
export interface TimeSpan {
  readonly zone: string;
  /** Minutes since midnight; where the end is not behind the beginning, it is one of the next day. */
  readonly begin: number;
  readonly end: number;
  /** A bit for each day it may begin on, the lowest for Monday. */
  readonly days: number;
}

const EVERY_DAY = 0b111_1111;

/** Reads a condition on the time; `undefined` where its clock times are none. */
export function readTimeSpan({ zone, days, from = '00:00', to = '24:00' }: TimeCondition): TimeSpan | undefined {
  const [begin, end] = [readClock(from), readClock(to)];
  if (begin === undefined || end === undefined) return undefined;
  const bits = days?.reduce((sum, day) => sum | (1 << DAYS.indexOf(day)), 0);
  return { zone, begin, end, days: bits ?? EVERY_DAY };
}

/** Tells whether what the clock on the wall shows lies in a span. A span over midnight belongs to the day it begins on. */
export function isInSpan({ begin, end, days }: TimeSpan, { day, minute }: LocalTime): boolean {
  const beganOn = minute >= begin ? day : (day + 6) % 7;
  const isInside = begin < end ? minute >= begin && minute < end : minute >= begin || minute < end;
  return isInside && (days & (1 << beganOn)) !== 0;
}

/**
 * Tells whether a time (milliseconds since the Unix epoch) is one that a condition means, by the clock on the wall of its zone. An hour that the
 * clock shows twice is meant twice; one that it leaves out, never.
 */
export function isTimeOfDay(condition: TimeCondition, time: unknown): boolean {
  if (typeof time !== 'number') return false;
  const span = readTimeSpan(condition);
  const local = localTime(condition.zone, time);
  return span !== undefined && local !== undefined && isInSpan(span, local);
}
