/** A day of the calendar, as days since 1970-01-01. */
export type DayNumber = number;

/** A moment as a clock on a wall of the zone has it. */
export interface WallTime {
  readonly day: DayNumber;
  /** 0 is Monday. */
  readonly weekday: number;
  /** Minutes since that clock showed midnight. */
  readonly minute: number;
}

/** Days and hours of a time zone, its changes to summer time and back included. Times are milliseconds since the Unix epoch. */
export interface ZonedTime {
  wallTime(time: number): WallTime;
  /** The first moment of a day, or, of one that the zone left out, of the next. */
  startOf(day: DayNumber): number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;
/** 1970-01-01 was a Thursday. */
const EPOCH_WEEKDAY = 3;

/** Days and hours in an IANA time zone. It must be a known one. */
export function zonedTime(timeZone: string): ZonedTime {
  const format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  const known = { quarter: Number.NaN, offset: 0 };
  // Zones change on the quarter of an hour, so it is asked for once for each: asking takes microseconds.
  const offsetAt = (time: number) => {
    const quarter = Math.floor(time / QUARTER_MS);
    if (quarter !== known.quarter) {
      known.offset = wallClock(format, quarter * QUARTER_MS) - quarter * QUARTER_MS;
      known.quarter = quarter;
    }
    return known.offset;
  };
  const wallTime = (time: number): WallTime => {
    const wall = time + offsetAt(time);
    const day = Math.floor(wall / DAY_MS);
    return { day, weekday: weekdayOf(day), minute: Math.floor((wall - day * DAY_MS) / MINUTE_MS) };
  };
  return Object.freeze({
    wallTime,
    startOf: (day) => firstMoment(day, (time) => wallTime(time).day),
  } satisfies ZonedTime);
}

/** The weekday of a day: 0 is Monday. */
export function weekdayOf(day: DayNumber): number {
  return (((day + EPOCH_WEEKDAY) % 7) + 7) % 7;
}

/** What the zone's clock shows, as if it were UTC. */
function wallClock(format: Intl.DateTimeFormat, time: number): number {
  const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = (
    ['year', 'month', 'day', 'hour', 'minute', 'second'] as const
  ).map((name) => parts.get(name));
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** No zone is more than 15 hours from UTC. A zone's day begins on a quarter of an hour of UTC. */
function firstMoment(day: DayNumber, dayOf: (time: number) => DayNumber): number {
  const around = Math.floor((day * DAY_MS) / QUARTER_MS);
  let [before, from] = [around - 64, around + 64 + DAY_MS / QUARTER_MS];
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (dayOf(middle * QUARTER_MS) >= day) from = middle;
    else before = middle;
  }
  return from * QUARTER_MS;
}
