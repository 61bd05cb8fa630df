import { DAYS, type TimeCondition } from './conditions.ts';
import { localTime } from './local-time.ts';

const CLOCK = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;
const WHOLE_DAY = 1_440;

/** Minutes since midnight of `08:30`; `24:00` is the end of a day. Anything else gives `undefined`. */
export function readClock(text: string): number | undefined {
  const [all, hours, minutes] = CLOCK.exec(text) ?? [];
  if (all === undefined) return undefined;
  return hours === undefined ? WHOLE_DAY : Number(hours) * 60 + Number(minutes);
}

/**
 * Tells whether a time (milliseconds since the Unix epoch) is one that a condition means, by the clock on the wall of its zone. An hour that the
 * clock shows twice is meant twice; one that it leaves out, never. A span over midnight belongs to the day it begins on.
 */
export function isTimeOfDay({ zone, days, from, to }: TimeCondition, time: unknown): boolean {
  if (typeof time !== 'number') return false;
  const local = localTime(zone, time);
  const begin = readClock(from ?? '00:00');
  const end = readClock(to ?? '24:00');
  if (local === undefined || begin === undefined || end === undefined) return false;
  const isDay = (day: number) => days === undefined || days.some((one) => DAYS[day] === one);
  if (begin < end) return local.minute >= begin && local.minute < end && isDay(local.day);
  if (local.minute >= begin) return isDay(local.day);
  return local.minute < end && isDay((local.day + 6) % 7);
}
