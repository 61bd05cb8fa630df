import { closed, count, list, text } from './words.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const time = text('a time of day such as 07:30', { pattern: '^(?:[01]\\d|2[0-3]):[0-5]\\d$|^24:00$' });

/** `activity` */
export const activity = closed(
  [],
  {
    every: { enum: ['daily', 'weekly', 'off'], default: 'weekly', description: 'daily, weekly or off' },
    timeZone: text('an IANA time zone such as Europe/Berlin', { default: 'UTC', maxLength: 64 }),
    workingHours: closed(
      ['days', 'from', 'to'],
      {
        days: list('a list of days such as mon', { enum: DAYS, description: 'a day such as mon' }),
        from: time,
        to: time,
      },
      { description: 'days, from and to' },
    ),
    burst: closed(
      [],
      {
        calls: count('calls', { fallback: 100, most: 1_000_000 }),
        factor: count('', { fallback: 3, most: 1_000 }),
      },
      { default: {}, description: 'a number of calls and a factor' },
    ),
    silenceMinutes: count('minutes', { fallback: 5, least: 2, most: 1_440 }),
    overdueDays: count('days', { fallback: 7, most: 365 }),
  },
  { default: {}, description: 'a choice about the review of activity' },
);
