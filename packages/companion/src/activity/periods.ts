import type { ActivityConfig } from '../config/index.ts';
import { weekdayOf, type ZonedTime } from './zoned-time.ts';

/** A period: from a moment on, and before another. Milliseconds since the Unix epoch. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** What periods there are. */
export interface Rhythm {
  readonly every: Exclude<ActivityConfig['every'], 'off'>;
  readonly zone: ZonedTime;
}

/** The period that a moment is in: its day, or its week from Monday on (ISO 8601). */
export function periodOf(time: number, { every, zone }: Rhythm): Period {
  const { day } = zone.wallTime(time);
  const [first, days] = every === 'daily' ? [day, 1] : [day - weekdayOf(day), 7];
  return { from: zone.startOf(first), to: zone.startOf(first + days) };
}

/** The periods that have ended by a moment, one after the other, from the one that another moment is in on; at most so many. */
export function endedPeriods(
  { since, by, most }: { readonly since: number; readonly by: number; readonly most: number },
  rhythm: Rhythm,
): readonly Period[] {
  const periods: Period[] = [];
  for (let at = since; periods.length < most; ) {
    const period = periodOf(at, rhythm);
    if (period.to > by) break;
    periods.push(period);
    at = period.to;
  }
  return periods;
}
