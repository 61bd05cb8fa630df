import type { TimeCondition } from '../conditions/conditions.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** A week, and a day that summer time can take away at each of its ends. */
const DAYS_AHEAD = 15;

/** Which moments are looked at. */
export interface TimeSearch {
  /** The first that may be given. Milliseconds since the Unix epoch. */
  readonly from: number;
  /** At whose beginnings and ends to look. */
  readonly conditions: readonly TimeCondition[];
  readonly fits: (time: number) => boolean;
}

/** The first moment that fits, among the beginnings and ends of what the conditions name, over the next two weeks. */
export function findTime({ from, conditions, fits }: TimeSearch): number | undefined {
  const moments = [from, ...conditions.flatMap((condition) => edgesOf(condition, from))].filter((time) => time >= from);
  return moments.toSorted((a, b) => a - b).find(fits);
}

/** When each day begins and ends, and when each span does. */
function edgesOf({ zone, from = '00:00', to = '24:00' }: TimeCondition, start: number): number[] {
  const days = Array.from({ length: DAYS_AHEAD + 1 }, (_, ahead) => start + (ahead - 1) * DAY);
  const minutes = [...new Set([0, minutesOf(from), minutesOf(to)])];
  return days.flatMap((day) => minutes.map((minute) => instantOf({ day, minute, zone })));
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

/** The instant at which clocks of a zone show a minute of the day that an instant falls on; near it, where they show it twice or never. */
function instantOf({
  day,
  minute,
  zone,
}: {
  readonly day: number;
  readonly minute: number;
  readonly zone: string;
}): number {
  const local = day + offsetOf(day, zone);
  const wanted = Math.floor(local / DAY) * DAY + minute * MINUTE;
  const guess = wanted - offsetOf(wanted - offsetOf(day, zone), zone);
  return wanted - offsetOf(guess, zone);
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();
const MOST_FORMATS = 64;

/** How far clocks of a zone are ahead of UTC, in milliseconds. */
function offsetOf(time: number, zone: string): number {
  const parts = formatOf(zone).formatToParts(time);
  const of = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)])) as Record<string, number>;
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = of;
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(time / MINUTE) * MINUTE;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(zone);
  if (known !== undefined) return known;
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  const made = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...numeric });
  if (FORMATS.size >= MOST_FORMATS) FORMATS.clear();
  FORMATS.set(zone, made);
  return made;
}
