import type { WorkingHours } from '../config/index.ts';
import type { ZonedTime } from './zoned-time.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Tells whether a moment is outside of working hours; none is where there are no such hours. */
export function offHours(hours: WorkingHours | undefined, zone: ZonedTime): (time: number) => boolean {
  if (hours === undefined) return () => false;
  const days = new Set<number>(hours.days.map((day) => DAYS.indexOf(day)));
  const [from, to] = [minutesOf(hours.from), minutesOf(hours.to)];
  return (time) => {
    const { weekday, minute } = zone.wallTime(time);
    return !days.has(weekday) || minute < from || minute >= to;
  };
}

/** `HH:MM` */
function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
